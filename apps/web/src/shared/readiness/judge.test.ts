import { describe, expect, test } from "vitest";
import type { BrowserFacts } from "./browser.ts";
import type { Finding } from "./finding.ts";
import { judgeGpu, judgeMachine, judgeWasm } from "./judge-compute.ts";
import { type ClockFacts, judgeClock, judgeNetwork, type WayFacts } from "./judge-network.ts";
import {
  judgeOrigin,
  judgePower,
  judgeReminders,
  judgeScreen,
  judgeStorage,
  type StorageFacts,
} from "./judge-page.ts";

const chrome: BrowserFacts = { family: "chrome", system: "linux" };
const phone: BrowserFacts = { family: "safari", system: "ios" };
const families = ["chrome", "edge", "firefox", "safari", "other"] as const;
const words = ({ found, cause = "", cure = "" }: Finding) => `${found} ${cause} ${cure}`;

/** Whatever is not a pass says why and what to do, in sentences. */
function expectWhole(finding: Finding): void {
  for (const text of [finding.found, finding.cause ?? "So.", finding.cure ?? "So."])
    expect(text).toMatch(/^[A-Z0-9“].*\.$/);
  if (finding.verdict === "blocked" || finding.verdict === "degraded")
    expect(finding.cause).toBeDefined();
}

describe("the graphics processor", () => {
  test("a real one passes by its name", () => {
    const gpu = { state: "adapter", name: "NVIDIA RTX 4070", software: false } as const;
    expect(judgeGpu(gpu, chrome)).toEqual({ verdict: "pass", found: "WebGPU on NVIDIA RTX 4070." });
  });

  test("one made of software, none and no WebGPU are degraded: WebAssembly computes", () => {
    const software = { state: "adapter", name: "SwiftShader", software: true } as const;
    for (const gpu of [software, { state: "missing" }, { state: "no-adapter" }] as const)
      for (const family of families) {
        const finding = judgeGpu(gpu, { family, system: "windows" });
        expect(finding).toMatchObject({ verdict: "degraded" });
        expect(finding.cure).toBeDefined();
        expectWhole(finding);
      }
    expect(words(judgeGpu(software, chrome))).toContain("on the processor (SwiftShader)");
    expect(words(judgeGpu({ state: "missing" }, chrome))).toContain("chrome://flags");
    expect(
      words(judgeGpu({ state: "missing" }, { family: "firefox", system: "windows" })),
    ).toContain("141");
  });
});

describe("WebAssembly", () => {
  const wasm = { simd: true, relaxedSimd: true, threads: true, cores: 8 };
  test.each([
    [wasm, "pass", "relaxed SIMD, on 8 cores"],
    [{ ...wasm, cores: 1 }, "pass", "on 1 core."],
    [{ ...wasm, relaxedSimd: false }, "pass", "with SIMD, on 8"],
    [{ ...wasm, threads: false }, "degraded", "Cross-Origin-Opener-Policy"],
    [{ ...wasm, simd: false }, "blocked", "nothing can be proven"],
  ])("%o is %s", (facts, verdict, text) => {
    const finding = judgeWasm(facts);
    expect(finding.verdict).toBe(verdict);
    expect(words(finding)).toContain(text);
    expectWhole(finding);
  });
});

describe("the way to the node", () => {
  const socket: WayFacts = { kind: "websocket", ok: true, ms: 12.4, reason: "" };
  const rtc: WayFacts = { kind: "webrtc-direct", ok: true, ms: 40, reason: "" };
  const failed = { ok: false, reason: "No answer in 15 s" };
  const facts = { state: "tried", hasWebrtc: true, offersWebrtc: true } as const;
  const judge = (...ways: WayFacts[]) => judgeNetwork({ ...facts, ways }, chrome);

  test("WebRTC passes, and so does a WebSocket where the node offers nothing else", () => {
    expect(judge(socket, rtc)).toMatchObject({ verdict: "pass" });
    const bare = judgeNetwork({ ...facts, offersWebrtc: false, ways: [socket] }, chrome);
    expect(bare.verdict).toBe("pass");
    expect(words(bare)).toContain("offers no WebRTC");
  });

  test("WebRTC that fails beside a WebSocket is degraded, with its reason", () => {
    const finding = judge(socket, { ...rtc, ...failed });
    expect(finding.verdict).toBe("degraded");
    expect(words(finding)).toContain("over WebSocket in 12 ms, and not over WebRTC");
    expect(words(finding)).toContain("No answer in 15 s");
    expectWhole(finding);
    const old = judgeNetwork({ ...facts, hasWebrtc: false, ways: [socket] }, chrome);
    expect(words(old)).toContain("This browser has no WebRTC");
  });

  test("no way and no node are blocked", () => {
    const finding = judge({ ...socket, ...failed }, { ...rtc, ...failed });
    expect(finding.verdict).toBe("blocked");
    expect(words(finding)).toContain("WebRTC: No answer in 15 s. ");
    expectWhole(finding);
    const lost = judgeNetwork({ state: "no-node", message: "Found status 404" }, chrome);
    expect(lost).toMatchObject({ verdict: "blocked", cause: "Found status 404." });
  });
});

describe("the clock", () => {
  const judge = (facts: ClockFacts | undefined) => judgeClock(facts, chrome);
  test.each([
    [{ aheadMs: 0, errorMs: 5 }, "pass", "Within a second"],
    [{ aheadMs: -999, errorMs: 0 }, "pass", "Within a second"],
    [{ aheadMs: 1000, errorMs: 0 }, "degraded", "1.0 s ahead of"],
    // As slow a way as that hides a second.
    [{ aheadMs: 1400, errorMs: 500 }, "pass", "as far as it shows"],
    [{ aheadMs: -30_000, errorMs: 5 }, "degraded", "30 s behind"],
    [{ aheadMs: 3_600_000, errorMs: 5 }, "degraded", "60 min ahead of"],
    [{ aheadMs: -360_000_000, errorMs: 5 }, "degraded", "100 h behind"],
  ])("%o is %s", (facts, verdict, text) => {
    expect(judge(facts).verdict).toBe(verdict);
    expect(words(judge(facts))).toContain(text);
    expectWhole(judge(facts));
  });

  test("nothing to compare with is no verdict", () => {
    expect(judge(undefined).verdict).toBe("unknown");
  });
});

describe("what the page is and may do", () => {
  const storage: StorageFacts = {
    fault: undefined,
    persisted: true,
    usedBytes: 1e6,
    quotaBytes: 1e9,
  };
  test.each([
    [storage, "pass", "until you delete it"],
    [{ ...storage, persisted: false }, "degraded", "private window"],
    [{ ...storage, persisted: undefined }, "degraded", "may delete"],
    [{ ...storage, usedBytes: 1e9 - 1e7 }, "degraded", "Little room"],
    [{ ...storage, quotaBytes: undefined }, "pass", "until you delete it"],
    [{ ...storage, fault: "QuotaExceededError" }, "blocked", "QuotaExceededError."],
  ])("storage %o is %s", (facts, verdict, text) => {
    for (const family of families) {
      const finding = judgeStorage(facts, { family, system: "mac" });
      expect(finding.verdict).toBe(verdict);
      expect(words(finding)).toContain(text);
      expectWhole(finding);
    }
  });

  test("a page from an address that the browser does not trust is blocked", () => {
    expect(judgeOrigin(true, "https://a.example").verdict).toBe("pass");
    const finding = judgeOrigin(false, "http://192.168.0.9:4800");
    expect(finding.verdict).toBe("blocked");
    expectWhole(finding);
  });

  test.each([
    [{ charging: true, level: 1 }, "pass", "Plugged in."],
    [{ charging: true, level: 0.5 }, "pass", "at 50 %"],
    [{ charging: false, level: 0.427 }, "degraded", "On battery, at 43 %"],
    [undefined, "unknown", "does not tell"],
  ])("power %o is %s", (facts, verdict, text) => {
    expect(judgePower(facts).verdict).toBe(verdict);
    expect(words(judgePower(facts))).toContain(text);
  });

  test("a missing wake lock and barred notifications are degraded; one not yet asked for is not", () => {
    expect(judgeScreen(true, chrome).verdict).toBe("pass");
    expect(words(judgeScreen(false, phone))).toContain("stops the page");
    expect(judgeReminders("default", chrome).verdict).toBe("pass");
    expect(judgeReminders("granted", chrome).verdict).toBe("pass");
    expect(judgeReminders("denied", chrome)).toMatchObject({ verdict: "degraded" });
    expect(words(judgeReminders("missing", phone))).toContain("Home Screen");
  });

  test.each([
    [{ cores: 8, memoryGib: 8 }, chrome, "pass", "8 cores, 8 or more GiB"],
    [{ cores: 4, memoryGib: undefined }, chrome, "pass", "4 cores."],
    [{ cores: 1, memoryGib: 4 }, chrome, "degraded", "share one core"],
    [{ cores: 4, memoryGib: 1 }, chrome, "degraded", "short of memory"],
    [{ cores: 6, memoryGib: undefined }, phone, "degraded", "not in front"],
  ] as const)("a machine of %o", (facts, browser, verdict, text) => {
    const finding = judgeMachine(facts, browser);
    expect(finding.verdict).toBe(verdict);
    expect(words(finding)).toContain(text);
    expectWhole(finding);
  });
});
