/**
 * Cuts work into submits of a wanted length.
 *
 * A dispatch is a line of workgroups, so it can be cut anywhere. Each submit takes as much as the device is expected to do in the wanted
 * time, judged by the submits before it; one submit is in flight while the next is prepared, so the device never waits. A
 * page stays responsive because nothing else of its own has to wait longer than one submit.
 */
import { nowMs as machineClock } from "./clock.ts";
import { usage } from "./flags.ts";
import { type Kernel, uniformBytes } from "./kernels.ts";
import type { TestHooks } from "./test-hooks.ts";

export interface Dispatch {
  readonly kernel: Kernel;
  readonly binding: GPUBindGroup;
  /** The kernel's uniform struct after its first word. */
  readonly uniforms: readonly number[];
  /** Workgroups of the whole dispatch. */
  readonly groups: number;
  /** Estimate of the work in the whole dispatch; one multiply and add of the matrix product is 2. */
  readonly cost: number;
}

export interface Pacer {
  /** The buffer that binding 0 of every bind group names. */
  readonly uniforms: GPUBuffer;
  /** Work per millisecond that the device is expected to do. */
  rate: number;
  add(dispatch: Dispatch): Promise<void>;
  /** Ends the current submit with a copy for reading back. */
  copy(source: GPUBuffer, target: GPUBuffer, bytes: number): void;
  /** Submits what is left; resolves when the device has done everything. */
  finish(): Promise<void>;
}

interface Piece {
  readonly dispatch: Dispatch;
  readonly first: number;
  readonly count: number;
}

interface Copy {
  readonly source: GPUBuffer;
  readonly target: GPUBuffer;
  readonly bytes: number;
}

/** Dynamic uniform offsets are multiples of this on every device. */
const slotBytes = 256;
const slots = 256;
const maxGroups = 65_535;

/** Slow enough for any device; a fast one doubles it a dozen times within a second. */
const firstRate = 5e5;

export interface PacerOptions {
  readonly targetMs: () => number;
  readonly testHooks: TestHooks;
  /** Told how long each submit kept the device busy. */
  readonly onSubmit?: (milliseconds: number) => void;
  /** The machine's own clock unless told. */
  readonly clock?: () => number;
}

export function createPacer(device: GPUDevice, options: PacerOptions): Pacer {
  const { targetMs, testHooks, onSubmit, clock = machineClock } = options;
  const uniforms = device.createBuffer({
    label: "uniforms",
    size: slotBytes * slots,
    usage: usage.uniform | usage.copyDst,
  });
  const staging = new Uint32Array((slotBytes * slots) / 4);
  let pieces: Piece[] = [];
  let copies: Copy[] = [];
  let cost = 0;
  let inFlight: Promise<void> = Promise.resolve();
  let idleSince = 0;

  function encode(): GPUCommandBuffer {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const [slot, { dispatch, first, count }] of pieces.entries()) {
      staging.set([first, ...dispatch.uniforms], (slot * slotBytes) / 4);
      pass.setPipeline(dispatch.kernel.pipeline);
      pass.setBindGroup(0, dispatch.binding, [slot * slotBytes]);
      pass.dispatchWorkgroups(count);
    }
    pass.end();
    for (const { source, target, bytes } of copies)
      encoder.copyBufferToBuffer(source, 0, target, 0, bytes);
    const used = pieces.length * slotBytes;
    if (used > 0) device.queue.writeBuffer(uniforms, 0, staging.buffer, 0, used);
    return encoder.finish();
  }

  async function submit(): Promise<void> {
    if (pieces.length === 0 && copies.length === 0) return;
    testHooks.beforeSubmit?.(device);
    const work = cost;
    const submittedAt = clock();
    device.queue.submit([encode()]);
    [pieces, copies, cost] = [[], [], 0];
    const before = inFlight;
    inFlight = device.queue.onSubmittedWorkDone().then(() => learn(work, submittedAt));
    // Awaited by a later call, perhaps after that one threw for a reason of its own.
    inFlight.catch(() => {});
    await before;
  }

  function learn(work: number, submittedAt: number): void {
    const now = clock();
    const busyMs = now - Math.max(submittedAt, idleSince);
    idleSince = now;
    onSubmit?.(busyMs);
    if (busyMs <= 0 || work === 0) return;
    const measured = work / busyMs;
    // Up by at most two at a time. Down at once, for too long a submit is worse than too short a one; but a short submit is mostly
    // overhead and says nothing about the rate.
    if (measured > pacer.rate) pacer.rate = Math.min(measured, 2 * pacer.rate);
    else if (busyMs > targetMs() / 2) pacer.rate = measured;
  }

  const pacer: Pacer = {
    uniforms,
    rate: firstRate,
    async add(dispatch) {
      const perGroup = dispatch.cost / dispatch.groups;
      let first = 0;
      while (first < dispatch.groups) {
        const room = 0.8 * targetMs() * pacer.rate - cost;
        const fits = Math.floor(room / perGroup);
        if ((fits < 1 && pieces.length > 0) || pieces.length === slots) {
          await submit();
          continue;
        }
        const count = Math.min(Math.max(1, fits), dispatch.groups - first, maxGroups);
        pieces.push({ dispatch, first, count });
        cost += count * perGroup;
        first += count;
      }
    },
    copy(source, target, bytes) {
      copies.push({ source, target, bytes });
    },
    async finish() {
      await submit();
      await inFlight;
    },
  };
  return pacer;
}

/** Group 0 of a kernel: the uniforms and its storage buffers. */
export function bind(
  device: GPUDevice,
  pacer: Pacer,
  kernel: Kernel,
  buffers: readonly GPUBuffer[],
): GPUBindGroup {
  const storage = kernel.bindings.map((binding, i) => ({
    binding,
    resource: { buffer: buffers[i] as GPUBuffer },
  }));
  const uniform = { binding: 0, resource: { buffer: pacer.uniforms, size: uniformBytes } };
  return device.createBindGroup({ layout: kernel.layout, entries: [uniform, ...storage] });
}
