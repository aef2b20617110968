/** What a person may ask to compute with; `software-webgpu` is for tests of the shaders without a GPU. */
export type BackendChoice = "auto" | "webgpu" | "wasm" | "software-webgpu";

/** How a person wants this machine to compute. */
export interface ComputeConfig {
  readonly choice: BackendChoice;
  /** Of WebAssembly; all cores when absent. */
  readonly threads?: number;
}

export const backendChoices: readonly { readonly value: BackendChoice; readonly name: string }[] = [
  { value: "auto", name: "Best available" },
  { value: "webgpu", name: "WebGPU" },
  { value: "wasm", name: "WebAssembly" },
  { value: "software-webgpu", name: "Software WebGPU" },
];

export const backendKinds = {
  oracle: "Plain TypeScript",
  wasm: "WebAssembly",
  webgpu: "WebGPU",
} as const;
