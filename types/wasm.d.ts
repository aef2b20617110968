// The part of the WebAssembly JavaScript interface we use, for projects without the DOM library.
// Node, Deno and browsers all provide it; the compiler declares it only together with the DOM.

declare namespace WebAssembly {
  class Module {
    constructor(bytes: BufferSource);
    private readonly brand: "module";
  }
  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Record<string, unknown>;
  }
  class Memory {
    constructor(limits: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class RuntimeError extends Error {}
  type BufferSource = ArrayBufferView<ArrayBuffer> | ArrayBuffer;
  type Imports = Record<string, Record<string, unknown>>;
  function validate(bytes: BufferSource): boolean;
  function compile(bytes: BufferSource): Promise<Module>;
  function instantiate(module: Module, imports?: Imports): Promise<Instance>;
}
