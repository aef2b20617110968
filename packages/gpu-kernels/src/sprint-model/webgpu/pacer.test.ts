import { expect, test } from "vitest";
import type { Kernel } from "./kernels.ts";
import { createPacer, type Dispatch } from "./pacer.ts";

/** A device that does `perMs` workgroups a millisecond, on a clock of its own. */
function fakeDevice(perMs: () => number) {
  let now = 0;
  let queued = 0;
  const submits: number[] = [];
  const firsts: number[] = [];
  const pass = {
    setPipeline() {},
    setBindGroup() {},
    dispatchWorkgroups: (count: number) => {
      queued += count;
    },
    end() {},
  };
  const encoder = { beginComputePass: () => pass, copyBufferToBuffer() {}, finish: () => ({}) };
  const device = {
    createBuffer: () => ({}),
    createCommandEncoder: () => encoder,
    queue: {
      submit() {
        submits.push(queued);
        queued = 0;
      },
      writeBuffer: (_: unknown, __: number, words: ArrayBuffer) =>
        firsts.push(new Uint32Array(words)[0] as number),
      async onSubmittedWorkDone() {
        now += (submits.at(-1) as number) / perMs();
      },
    },
  };
  return { device: device as unknown as GPUDevice, submits, firsts, clock: () => now };
}

const kernel = { pipeline: {} } as Kernel;
/** A workgroup costs 1e6. */
const work = (groups: number): Dispatch => ({
  kernel,
  binding: {} as GPUBindGroup,
  uniforms: [],
  groups,
  cost: 1e6 * groups,
});

function run(perMs: () => number, targetMs: () => number) {
  const { device, submits, firsts, clock } = fakeDevice(perMs);
  const durations: number[] = [];
  const onSubmit = (milliseconds: number) => durations.push(milliseconds);
  const pacer = createPacer(device, { targetMs, testHooks: {}, onSubmit, clock });
  return { pacer, submits, firsts, durations };
}

test.each([1, 3, 40])(
  "[GK4] submits stay within 50 ms on a device of %d groups/ms",
  async (speed) => {
    const { pacer, submits, durations } = run(
      () => speed,
      () => 50,
    );
    await pacer.add(work(40_000));
    await pacer.finish();
    expect(submits.reduce((sum, groups) => sum + groups)).toBe(40_000);
    expect(Math.max(...durations)).toBeLessThanOrEqual(50);
    // Not short either, once the speed is known.
    expect(durations.at(-3)).toBeGreaterThan(30);
  },
);

test("[GK4] a device that turns slow has one long submit at most, then short ones again", async () => {
  let speed = 20;
  const { pacer, durations } = run(
    () => speed,
    () => 50,
  );
  await pacer.add(work(20_000));
  await pacer.finish();
  speed = 2;
  durations.length = 0;
  await pacer.add(work(5_000));
  await pacer.finish();
  expect(durations.filter((milliseconds) => milliseconds > 50).length).toBeLessThanOrEqual(2);
  expect(durations.slice(2).every((milliseconds) => milliseconds <= 50)).toBe(true);
});

test("[GK4] a page that is hidden takes longer submits", async () => {
  let target = 50;
  const { pacer, durations } = run(
    () => 10,
    () => target,
  );
  await pacer.add(work(20_000));
  target = 200;
  await pacer.add(work(20_000));
  await pacer.finish();
  expect(durations.at(-3)).toBeGreaterThan(100);
  expect(Math.max(...durations)).toBeLessThanOrEqual(200);
});

test("[GK4] pieces of a cut dispatch follow each other without a gap", async () => {
  const { pacer, submits, firsts } = run(
    () => 1,
    () => 50,
  );
  await pacer.add(work(500));
  await pacer.finish();
  let next = 0;
  for (const [i, groups] of submits.entries()) {
    expect(firsts[i]).toBe(next);
    next += groups;
  }
  expect(next).toBe(500);
});
