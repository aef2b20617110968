// The peers by shape: they are installed on the first run only, so the compiler cannot know them.

export interface OrtTensor {
  readonly location: string;
  getData(): Promise<unknown>;
  dispose(): void;
}

export interface Ort {
  readonly env: { readonly wasm: { numThreads: number; wasmPaths?: string } };
  readonly InferenceSession: {
    create(
      model: Uint8Array,
      options: { executionProviders: string[] },
    ): Promise<{ run(feeds: { x: OrtTensor }): Promise<{ y: OrtTensor }> }>;
  };
  readonly Tensor: new (
    type: "uint8" | "float32",
    data: Uint8Array | Float32Array,
    dims: number[],
  ) => OrtTensor;
}

export interface JaxArray {
  readonly ref: JaxArray;
  blockUntilReady(): Promise<unknown>;
  dispose(): void;
}

export interface Jax {
  init(): Promise<string[]>;
  defaultDevice(name: string): void;
  readonly numpy: {
    array(data: Float32Array, options: { shape: number[] }): JaxArray;
    matmul(a: JaxArray, b: JaxArray): JaxArray;
  };
}
