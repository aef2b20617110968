/** What a person may ask to compute with; `software-webgpu` is for tests of the shaders without a GPU. */
export type BackendChoice = "auto" | "webgpu" | "wasm" | "software-webgpu";

export const backendChoices: readonly { readonly value: BackendChoice; readonly name: string }[] = [
  { value: "auto", name: "Best available" },
  { value: "webgpu", name: "WebGPU" },
  { value: "wasm", name: "WebAssembly" },
  { value: "software-webgpu", name: "Software WebGPU" },
];
