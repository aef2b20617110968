import { expect, test } from "vitest";
import { type CheckName, checkNames, type Probes, runChecks } from "./checks.ts";
import type { Finding } from "./finding.ts";
import { checksThat, summarise } from "./summary.ts";

const probes: Probes = {
  browser: () => ({ family: "chrome", system: "linux" }),
  origin: () => ({ isSecure: true, origin: "http://localhost:4800" }),
  gpu: async () => ({ state: "adapter", name: "A GPU", software: false }),
  wasm: () => ({ simd: true, relaxedSimd: true, threads: true, cores: 4 }),
  network: async () => ({
    state: "tried",
    hasWebrtc: true,
    offersWebrtc: true,
    ways: [{ kind: "webrtc-direct", ok: true, ms: 3, reason: "" }],
  }),
  clock: async () => ({ aheadMs: 1, errorMs: 1 }),
  storage: async () => ({ fault: undefined, persisted: true, usedBytes: 0, quotaBytes: 1e9 }),
  machine: () => ({ cores: 4, memoryGib: 8 }),
  power: async () => ({ charging: true, level: 1 }),
  hasWakeLock: () => true,
  reminders: () => "granted",
};

async function findings(changed: Partial<Probes>) {
  const found: { [name in CheckName]?: Finding } = {};
  const { signal } = new AbortController();
  await runChecks({ ...probes, ...changed }, signal, (name, finding) => {
    found[name] = finding;
  });
  return found;
}

test("all checks run, each told once, and a good browser is ready", async () => {
  const found = await findings({});
  expect(Object.keys(found).toSorted()).toEqual([...checkNames].toSorted());
  expect(summarise(found)).toBe("This browser is ready for a Sprint.");
});

test("what blocks is summed up before what limits", async () => {
  const limited = await findings({ hasWakeLock: () => false, power: async () => undefined });
  expect(checksThat("degraded", limited)).toEqual(["screen"]);
  expect(summarise(limited)).toContain("with one limit");
  const barred = await findings({
    hasWakeLock: () => false,
    origin: () => ({ isSecure: false, origin: "http://a" }),
  });
  expect(summarise(barred)).toBe("One thing keeps this browser from a Sprint.");
});

test("a probe that throws and one that never answers are not known, and hold up no other", async () => {
  const over = new AbortController();
  const found = new Map<CheckName, Finding>();
  const broken: Partial<Probes> = {
    gpu: () => Promise.reject(new Error("The driver crashed")),
    network: () => new Promise(() => {}),
  };
  await runChecks({ ...probes, ...broken }, over.signal, (name, finding) => {
    found.set(name, finding);
    if (found.size === checkNames.length - 1) over.abort();
  });
  expect(found.get("gpu")).toEqual({
    verdict: "unknown",
    found: "It could not be checked: The driver crashed.",
  });
  expect(found.get("network")?.verdict).toBe("unknown");
  expect(found.get("clock")?.verdict).toBe("pass");
});
