import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { BackendLostError, type SprintBackend } from "./backend.ts";
import { createOracleBackend } from "./oracle-backend.ts";
import { createSprintCompute } from "./sprint-compute.ts";
import { createWasmBackend } from "./wasm/wasm-backend.ts";

const job = {
  params: presets.test.sprint,
  sprintSeed: new Uint8Array(32).fill(1),
  hostKey: new Uint8Array(32).fill(2),
};
const nonces = [5n, 6n];

/** A GPU that fails each time it is used. */
function failingGpu(error: Error): SprintBackend {
  return {
    info: { kind: "webgpu", adapter: "failing", variant: "none", batch: 4 },
    evaluate: () => Promise.reject(error),
    close: async () => {},
  };
}

test("a device that is gone for good costs no Sprint: wasm computes the same batch", async () => {
  const reasons: string[] = [];
  const onReplaced = (reason: string) => void reasons.push(reason);
  const gpu = failingGpu(new BackendLostError("pulled out"));
  const compute = createSprintCompute(gpu, { threads: 1, onReplaced });
  const expected = await createOracleBackend().evaluate(job, nonces);
  expect(await compute.recheck(job, nonces)).toEqual(expected);
  expect(await compute.evaluate(job, nonces)).toEqual(expected);
  expect(compute.describe()).toMatchObject({ kind: "wasm", adapter: "1 thread" });
  expect(await compute.recheck(job, nonces)).toEqual(expected);
  expect(reasons).toEqual(["pulled out"]);
  await compute.close();
});

test("calls that overlap as the device goes are both computed, by one replacement", async () => {
  const reasons: string[] = [];
  const onReplaced = (reason: string) => void reasons.push(reason);
  const gpu = failingGpu(new BackendLostError("pulled out"));
  const compute = createSprintCompute(gpu, { threads: 1, onReplaced });
  const found = await Promise.all([compute.evaluate(job, [5n]), compute.evaluate(job, [6n])]);
  expect(found.flat()).toEqual(await createOracleBackend().evaluate(job, nonces));
  expect(reasons).toEqual(["pulled out"]);
  await compute.close();
});

test("what is under way at close is lost, and nothing takes its place", async () => {
  const reasons: string[] = [];
  const first = await createWasmBackend({ threads: 1 });
  const compute = createSprintCompute(first, { onReplaced: (reason) => void reasons.push(reason) });
  const lost = expect(compute.evaluate(job, nonces)).rejects.toThrow("The backend was closed");
  await compute.close();
  await lost;
  expect(reasons).toEqual([]);
});

test("any other error is the caller's, and changes no backend", async () => {
  const compute = createSprintCompute(failingGpu(new Error("a bug")));
  await expect(compute.evaluate(job, nonces)).rejects.toThrow("a bug");
  expect(compute.describe().kind).toBe("webgpu");
  await compute.close();
});
