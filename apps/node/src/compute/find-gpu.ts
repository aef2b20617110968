import process from "node:process";

/**
 * The WebGPU entry point of this runtime: Deno's own, or Dawn in Node.
 *
 * Throws where there is none, with the reason.
 */
export async function findGpu(): Promise<GPU> {
  const own = (globalThis as { navigator?: { gpu?: GPU } }).navigator?.gpu;
  if (own) return own;
  if ("Deno" in globalThis) throw new Error("this Deno has no WebGPU");
  try {
    const { create, globals } = await import("webgpu");
    Object.assign(globalThis, globals);
    return create([]);
  } catch (cause) {
    const reason = `the package webgpu (Dawn) does not load on ${process.platform} ${process.arch}`;
    throw new Error(reason, { cause });
  }
}
