/** Hooks by which tests make a machine misbehave. A product passes none. */
export interface TestHooks {
  /** A driver that miscompiles: what the device is given in place of a shader. `name` is a kernel's or a variant's. */
  readonly miscompile?: (name: string, wgsl: string) => string;
  /** Called before each submit; may lose the device with `device.destroy()`. */
  readonly beforeSubmit?: (device: GPUDevice) => void;
  /** An adapter that comes and goes: called before each request; false stands for none. */
  readonly adapterPresent?: () => boolean;
}
