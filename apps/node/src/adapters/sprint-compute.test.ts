import {
  BackendLostError,
  createOracleBackend,
  type SprintBackend,
} from "@stadion/gpu-kernels/sprint-model";
import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { type BackendChoice, chooseBackend } from "../compute/choose-backend.ts";
import { createSprintCompute } from "./sprint-compute.ts";

const job = {
  params: presets.test.sprint,
  sprintSeed: new Uint8Array(32).fill(1),
  hostKey: new Uint8Array(32).fill(2),
};

/** Opens a GPU that fails each time it is used, and real wasm behind it. */
function failingGpu(error: Error) {
  const opened: string[] = [];
  const gpu: SprintBackend = {
    info: { kind: "webgpu", adapter: "failing", variant: "none", batch: 4 },
    evaluate: () => Promise.reject(error),
    close: async () => {},
  };
  const open = async (choice: BackendChoice, warn: (reason: string) => void) => {
    opened.push(choice.backend);
    return choice.backend === "wasm" ? await chooseBackend(choice, warn) : gpu;
  };
  return { opened, open };
}

test("a device that is gone for good costs no Sprint: wasm computes the same batch", async () => {
  const { opened, open } = failingGpu(new BackendLostError("pulled out"));
  const warnings: string[] = [];
  const warn = (reason: string) => void warnings.push(reason);
  const compute = await createSprintCompute({ backend: "auto", threads: 1 }, warn, open);
  const results = await compute.evaluate(job, [5n, 6n]);
  expect(results).toEqual(await createOracleBackend().evaluate(job, [5n, 6n]));
  expect(compute.describe().kind).toBe("wasm");
  expect(opened).toEqual(["auto", "wasm"]);
  expect(warnings).toEqual(["webgpu is gone, going on with wasm: pulled out"]);
  await compute.close();
});

test("any other error is the caller's, and changes no backend", async () => {
  const { opened, open } = failingGpu(new Error("a bug"));
  const compute = await createSprintCompute({ backend: "auto" }, () => {}, open);
  await expect(compute.evaluate(job, [5n])).rejects.toThrow("a bug");
  expect(opened).toEqual(["auto"]);
  await compute.close();
});
