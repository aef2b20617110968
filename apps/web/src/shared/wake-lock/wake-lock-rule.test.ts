import type { HostView } from "@stadion/protocol/host";
import { expect, test } from "vitest";
import { needsWakeLock } from "./wake-lock-rule.ts";

const view = { joined: true, cycle: { phase: "sprint" } } as HostView;

test.each<[string, Partial<HostView>, boolean]>([
  ["a Host in a Sprint", {}, true],
  ["one that has not joined", { joined: false }, false],
  ["one that is paused", { paused: true }, false],
  ["one whose key runs elsewhere", { elsewhere: { height: 1n, freeHeight: 101n } }, false],
  ["one between Sprints", { cycle: { phase: "work" } as HostView["cycle"] }, false],
])("%s keeps the screen on or not", (_name, change, isNeeded) => {
  expect(needsWakeLock({ ...view, ...change })).toBe(isNeeded);
});

test("before anything is known the screen may go off", () => {
  expect(needsWakeLock(undefined)).toBe(false);
});
