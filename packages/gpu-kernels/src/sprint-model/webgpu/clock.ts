/** Every runtime with WebGPU has it; the compiler declares it only together with the DOM or Node. */
declare const performance: { now(): number };

/** Milliseconds of a clock that never goes back. */
export function nowMs(): number {
  return performance.now();
}
