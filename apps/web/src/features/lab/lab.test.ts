import { describe, expect, test } from "vitest";
import { beginLab, idleLab, reduceLab } from "./lab.ts";

const run = {
  type: "run",
  preset: "test",
  sprintSeedHex: "00".repeat(32),
  hostKeyHex: "11".repeat(32),
  seconds: 5,
  choice: "wasm",
} as const;

describe("the lab", () => {
  test("a failure ends the run, keeps its sentence and forgets the backend", () => {
    const running = beginLab(idleLab, run);
    expect(running.doing).toBe("running");
    const failed = reduceLab(running, { type: "failed", message: "The device is gone" });
    expect(failed).toMatchObject({ doing: "nothing", error: "The device is gone" });
    expect(failed.backend).toBeUndefined();
  });

  test("a new run clears the last result and error, but not the verdict on a file", () => {
    const refused = { kind: "refused", fault: "altered", message: "altered" } as const;
    const before = { ...idleLab, error: "old", verdict: refused };
    expect(beginLab(before, run)).toMatchObject({ error: undefined, verdict: refused });
  });

  test("a verdict ends the check", () => {
    const checking = beginLab(idleLab, {
      type: "verify",
      text: "{}",
      choice: "wasm",
      expected: undefined,
    });
    expect(checking.doing).toBe("verifying");
    const verdict = { kind: "invalid", message: "nonce 3 does not pass" } as const;
    const done = reduceLab(checking, { type: "verified", verdict });
    expect(done).toMatchObject({ doing: "nothing", verdict });
  });
});
