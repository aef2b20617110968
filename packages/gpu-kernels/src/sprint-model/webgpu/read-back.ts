import { mapRead, usage } from "./flags.ts";
import type { Pacer } from "./pacer.ts";

interface Part {
  readonly buffer: GPUBuffer;
  readonly bytes: number;
}

/** Contents of buffers after everything that was added so far. */
export async function readBack<Parts extends readonly Part[]>(
  device: GPUDevice,
  pacer: Pacer,
  parts: Parts,
): Promise<{ [I in keyof Parts]: ArrayBuffer }> {
  const copies = parts.map(({ buffer, bytes }) => {
    const target = device.createBuffer({ size: bytes, usage: usage.mapRead | usage.copyDst });
    pacer.copy(buffer, target, bytes);
    return target;
  });
  try {
    await pacer.finish();
    const contents = copies.map(async (copy) => {
      await copy.mapAsync(mapRead);
      return copy.getMappedRange().slice(0);
    });
    return (await Promise.all(contents)) as { [I in keyof Parts]: ArrayBuffer };
  } finally {
    for (const copy of copies) copy.destroy();
  }
}
