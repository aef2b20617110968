/** A variant that this device does not compute exactly, or not at all. */
export interface VariantFault {
  readonly variant: string;
  readonly reason: string;
}

/** Why WebGPU does not run here. The caller hands over to another backend. */
export class WebgpuUnavailableError extends Error {
  override readonly name = "WebgpuUnavailableError";
  readonly reason: "no-adapter" | "software-adapter" | "self-test-failed";
  /** For "self-test-failed": what was wrong with each variant. */
  readonly faults: readonly VariantFault[];

  constructor(
    reason: WebgpuUnavailableError["reason"],
    message: string,
    faults: readonly VariantFault[] = [],
  ) {
    super(message);
    this.reason = reason;
    this.faults = faults;
  }
}
