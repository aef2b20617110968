import { describe, expect, test } from "vitest";
import { createStunGate } from "./stun-gate.ts";

function scene() {
  let nowMs = 0;
  const gate = createStunGate(() => nowMs);
  let last = 0;
  return {
    gate,
    /** How many of these are let in, and end their handshakes at once. */
    letIn(count: number, address = () => `192.0.2.${last++ % 250}`) {
      let some = 0;
      for (let i = 0; i < count; i++) {
        const settled = gate.knock(address());
        if (settled) some += 1;
        settled?.();
      }
      return some;
    },
    wait(ms: number) {
      nowMs += ms;
    },
  };
}

describe("[NW15] who knocks by a STUN packet", () => {
  test("is let in 40 times at once and 20 times a second, from wherever", () => {
    const { letIn, wait } = scene();
    expect(letIn(5000)).toBe(40);
    wait(1000);
    expect(letIn(5000)).toBe(20);
  });

  test("of one address 20 times at once and 10 times a second, and leaves room for others", () => {
    const { letIn, wait } = scene();
    const flood = () => "198.51.100.1";
    expect(letIn(5000, flood)).toBe(20);
    expect(letIn(30)).toBe(20);
    wait(1000);
    expect(letIn(5000, flood)).toBe(10);
    expect(letIn(30)).toBe(10);
  });

  test("is one with all of the first 64 bits of IPv6", () => {
    const { letIn } = scene();
    let last = 0;
    expect(letIn(5000, () => `2001:db8:1:2::${(last++).toString(16)}`)).toBe(20);
  });

  test("waits while 64 handshakes are not done", () => {
    const { gate, wait } = scene();
    const settlers: (() => void)[] = [];
    for (let second = 0; second < 10; second++) {
      for (let i = 0; i < 100; i++) {
        const settled = gate.knock(`192.0.2.${second * 16 + (i % 16)}`);
        if (settled) settlers.push(settled);
      }
      wait(1000);
    }
    expect(settlers).toHaveLength(64);
    wait(10_000);
    expect(gate.knock("203.0.113.1")).toBeUndefined();
    settlers[0]?.();
    settlers[0]?.(); // once only
    expect(gate.knock("203.0.113.1")).toBeDefined();
    expect(gate.knock("203.0.113.1")).toBeUndefined();
  });
});
