import { adapterFacts, adapterKey } from "./adapter.ts";
import { createEngine, type Engine } from "./engine.ts";
import type { Kernels } from "./forward.ts";
import { compileCommon, compileProduct } from "./kernels.ts";
import { createPacer, type Pacer } from "./pacer.ts";
import { selfTest } from "./self-test.ts";
import type { TestHooks } from "./test-hooks.ts";
import { recall, remember, sweep, type Tuning, type TuningStore } from "./tuning.ts";
import { type VariantFault, WebgpuUnavailableError } from "./unavailable.ts";
import { type Variant, variants } from "./variants.ts";

export interface WebgpuOptions {
  /** `navigator.gpu` in a page, a worker or Deno; Dawn's in Node. */
  readonly gpu: GPU;
  readonly adapterOptions?: GPURequestAdapterOptions;
  /** Whether a page that someone looks at shares the device; submits are short then. */
  readonly visible?: () => boolean;
  /** Where the fastest variant is remembered. */
  readonly store?: TuningStore;
  /** Takes this variant and no other, e.g. "dot4 8x4". */
  readonly forceVariant?: string;
  /** Takes a CPU driver too, which wasm outruns many times: for tests. */
  readonly allowSoftware?: boolean;
  /** Hears why a device failed, before the batch it had is run again on another (GK4). */
  readonly onDeviceFailed?: (reason: string) => void;
  readonly testHooks?: TestHooks;
}

/** A device that passed the self-test, with the kernels it is to run. */
export interface Session {
  readonly device: GPUDevice;
  readonly adapter: string;
  readonly software: boolean;
  /** Exact variants, likeliest winner first. */
  readonly candidates: readonly Kernels[];
  readonly faults: readonly VariantFault[];
  readonly pacer: Pacer;
  /** How the fastest of them was found. */
  tune(): Promise<Tuning>;
  engine(variant: string): Engine;
  /** Settles as the work does, or rejects as soon as the device is lost. */
  untilLost<T>(work: Promise<T>): Promise<T>;
  destroy(): void;
}

const visibleMs = 50;
const hiddenMs = 200;

/** Asks for a device with default limits only and tests every variant on it (GK3, GK4, GK5). */
export async function openSession(options: WebgpuOptions): Promise<Session> {
  const { gpu, adapterOptions, store, testHooks = {}, visible = () => true } = options;
  const adapter =
    testHooks.adapterPresent?.() === false ? null : await gpu.requestAdapter(adapterOptions);
  if (!adapter) throw new WebgpuUnavailableError("no-adapter", "No WebGPU adapter was found");
  const { name, software } = adapterFacts(adapter.info);
  if (software && options.allowSoftware !== true) {
    const message = `${name} computes on the CPU, where wasm is faster`;
    throw new WebgpuUnavailableError("software-adapter", message);
  }
  const device = await adapter.requestDevice();
  try {
    const targetMs = () => (visible() ? visibleMs : hiddenMs);
    const pacer = createPacer(device, { targetMs, testHooks });
    const wanted = wantedVariants(options.forceVariant);
    const tested = await testVariants(device, pacer, wanted, software, testHooks);
    const key = adapterKey(adapter.info);
    return {
      device,
      adapter: name,
      software,
      ...tested,
      pacer,
      async tune() {
        const known = await recall(store, key);
        if (known && tested.candidates.some(({ variant }) => variant.name === known.variant))
          return known;
        const tuning = await sweep(device, pacer, tested.candidates);
        await remember(store, key, tuning);
        return tuning;
      },
      engine(variantName) {
        const kernels = tested.candidates.find(({ variant }) => variant.name === variantName);
        if (!kernels) throw new RangeError(`${variantName} is no exact variant here`);
        return createEngine(device, kernels, pacer);
      },
      untilLost: watchLoss(device),
      destroy: () => device.destroy(),
    };
  } catch (error) {
    device.destroy();
    throw error;
  }
}

/** One listener for the device's whole life: a `Promise.race` a batch would keep each batch alive. */
function watchLoss(device: GPUDevice): Session["untilLost"] {
  const waiting = new Set<(error: Error) => void>();
  let lost: Error | undefined;
  device.lost.then(({ reason, message }) => {
    lost = new Error(`The device was lost (${reason}): ${message}`);
    for (const reject of waiting) reject(lost);
  });
  return (work) =>
    new Promise((resolve, reject) => {
      if (lost) reject(lost);
      waiting.add(reject);
      work.then(resolve, reject).finally(() => waiting.delete(reject));
    });
}

function wantedVariants(forced: string | undefined): readonly Variant[] {
  if (forced === undefined) return variants;
  const found = variants.filter(({ name }) => name === forced);
  if (found.length > 0) return found;
  const names = variants.map(({ name }) => name).join(", ");
  throw new RangeError(`Expected a variant among ${names}, found ${forced}`);
}

async function testVariants(
  device: GPUDevice,
  pacer: Pacer,
  wanted: readonly Variant[],
  software: boolean,
  hooks: TestHooks,
): Promise<{ candidates: Kernels[]; faults: VariantFault[] }> {
  const common = await compileCommon(device, software, hooks);
  const compiled = await Promise.allSettled(
    wanted.map((variant) => compileProduct(device, variant, hooks)),
  );
  const candidates: Kernels[] = [];
  const faults: VariantFault[] = [];
  for (const [i, variant] of wanted.entries()) {
    const product = compiled[i] as PromiseSettledResult<Kernels["product"]>;
    const reason =
      product.status === "rejected"
        ? `Does not compile: ${(product.reason as Error).message}`
        : await selfTest(device, pacer, { ...common, product: product.value, variant });
    if (reason !== undefined) faults.push({ variant: variant.name, reason });
    else if (product.status === "fulfilled")
      candidates.push({ ...common, product: product.value, variant });
  }
  if (candidates.length > 0) return { candidates, faults };
  const [first] = faults;
  const message = `No kernel is exact on this device; ${first?.variant}: ${first?.reason}`;
  throw new WebgpuUnavailableError("self-test-failed", message, faults);
}
