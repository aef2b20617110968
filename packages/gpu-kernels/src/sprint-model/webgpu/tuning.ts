/** Which exact variant is fastest here; the answer is remembered per adapter (GK3). */
import { nowMs } from "./clock.ts";
import { usage } from "./flags.ts";
import type { Kernels } from "./forward.ts";
import { bind, type Pacer } from "./pacer.ts";

/** Where choices are kept between runs: local storage, a file, a map in a test. */
export interface TuningStore {
  get(key: string): Promise<string | undefined> | string | undefined;
  set(key: string, value: string): Promise<void> | void;
}

export interface Tuning {
  readonly variant: string;
  /** Operations a millisecond, a multiply and an add counted as two. */
  readonly rate: number;
}

/** No variant is started after this. One takes at most about `enoughMs` more than its first piece of work. */
const budgetMs = 700;
/** A measurement this long is not mostly overhead: reading back takes up to 12 ms in Deno. */
const enoughMs = 25;

const inner = 512;
const columns = 4096;
const rows = 512;

/** Times each variant on a product; the first ones count most, for the time is short. */
export async function sweep(
  device: GPUDevice,
  pacer: Pacer,
  candidates: readonly Kernels[],
): Promise<Tuning> {
  const start = nowMs();
  const buffer = (size: number) => device.createBuffer({ size, usage: usage.storage });
  const buffers = [buffer(rows * inner), buffer(inner * columns), buffer(rows * columns)];
  let best: Tuning | undefined;
  try {
    for (const kernels of candidates) {
      if (best && nowMs() - start > budgetMs) break;
      const rate = await measure(device, pacer, kernels, buffers);
      if (!best || rate > best.rate) best = { variant: kernels.variant.name, rate };
    }
  } finally {
    for (const each of buffers) each.destroy();
  }
  if (!best) throw new RangeError("A sweep needs a variant");
  return best;
}

/** Grows the work from a 32nd of the product until it takes long enough to trust. */
async function measure(
  device: GPUDevice,
  pacer: Pacer,
  { product, variant }: Kernels,
  buffers: readonly GPUBuffer[],
): Promise<number> {
  const binding = bind(device, pacer, product, buffers);
  const rowTiles = rows / variant.rows;
  const columnTiles = columns / variant.columns / 64;
  const uniforms = [rowTiles, inner / 4, columns / 4, 0, 12, 2048];
  const perGroup = 2 * inner * variant.rows * variant.columns * 64;
  const all = rowTiles * columnTiles;
  for (let groups = all / 32, times = 1; ; ) {
    const start = nowMs();
    for (let i = 0; i < times; i++)
      await pacer.add({ kernel: product, binding, uniforms, groups, cost: groups * perGroup });
    await pacer.finish();
    const elapsed = nowMs() - start;
    if (elapsed >= enoughMs || times >= 256)
      return (times * groups * perGroup) / Math.max(elapsed, 0.01);
    if (groups < all) groups = Math.min(all, groups * 4);
    else times *= 4;
  }
}

/** A choice made before on this adapter, or undefined. What a store returns is not trusted. */
export async function recall(
  store: TuningStore | undefined,
  key: string,
): Promise<Tuning | undefined> {
  const text = await store?.get(storeKey(key));
  if (text === undefined) return undefined;
  try {
    const { variant, rate } = JSON.parse(text) as Partial<Tuning>;
    const sound = typeof variant === "string" && typeof rate === "number" && rate > 0;
    return sound ? { variant, rate } : undefined;
  } catch {
    return undefined;
  }
}

export async function remember(
  store: TuningStore | undefined,
  key: string,
  tuning: Tuning,
): Promise<void> {
  await store?.set(storeKey(key), JSON.stringify(tuning));
}

/** Counted up when kernels change enough for another variant to win. */
const kernelVersion = 1;

function storeKey(key: string): string {
  return `stadion/sprint-tuning/${kernelVersion}/${key}`;
}
