import type { HostView } from "@stadion/protocol/host";
import { describe, expect, test } from "vitest";
import type { ToldView } from "./host-messages.ts";
import { firstState, reduceHost } from "./host-state.ts";

const view: ToldView = {
  hostId: "11".repeat(32),
  preset: "test",
  refusal: undefined,
  connection: { state: "connecting" },
  compute: { kind: "wasm", adapter: "1 thread", variant: "i16" },
  height: 7n,
  blockTimeMs: 0,
  cycle: undefined,
  registered: false,
  joined: false,
  paused: false,
  finishing: false,
  throttle: 1,
  elsewhere: undefined,
  sprint: undefined,
  weight: { own: 0n, total: 0n, cycle: 0n, height: 0n },
  missed: [],
  benchmarks: [],
  log: [],
};
const told = (changed: Partial<HostView> = {}) =>
  ({ type: "view", view: { ...view, ...changed }, backendReason: "" }) as const;

describe("what the page knows of its Host", () => {
  test("a block is as old as when it was first seen, however often the view comes", () => {
    let state = reduceHost(firstState, told(), 100);
    state = reduceHost(state, told({ registered: true }), 200);
    expect(state.heightSeenMs).toBe(100);
    expect(reduceHost(state, told({ height: 8n }), 300).heightSeenMs).toBe(300);
  });

  test("a history that is not told again is the last one, by identity", () => {
    const history: HostView["history"] = [];
    const state = reduceHost(firstState, told({ history }), 100);
    expect(reduceHost(state, told(), 200).view?.history).toBe(history);
    expect(reduceHost(state, told({ history: [] }), 200).view?.history).not.toBe(history);
  });

  test("another Host begins with nothing of the last one's", () => {
    let state = reduceHost(firstState, told(), 100);
    state = reduceHost(state, { type: "failed", message: "The device is gone" }, 150);
    expect(state.error).toBe("The device is gone");
    const next = reduceHost(state, { type: "standing", standing: "starting" }, 200);
    expect(next).toMatchObject({ view: undefined, error: undefined, standing: "starting" });
    expect(reduceHost(state, { type: "standing", standing: "closed" }, 200).view).toBe(state.view);
  });
});
