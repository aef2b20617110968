import { expect, test } from "vitest";
import { atLeast, atMost, missing, tableLine, timesPeer, told } from "./figure.ts";
import { interleave, median } from "./interleave.ts";

const measured = { name: "product", value: 20, unit: "G/s" };
const peer = { name: "peer", value: 10 };

test("a bar is met when it is reached, not only when it is passed", () => {
  expect(atLeast(measured, 20).ok).toBe(true);
  expect(atLeast(measured, 20.1).ok).toBe(false);
  expect(atMost(measured, 20).ok).toBe(true);
  expect(atMost(measured, 19.9).ok).toBe(false);
  expect(timesPeer(measured, peer, 2).ok).toBe(true);
  expect(timesPeer(measured, peer, 2.1).ok).toBe(false);
});

test("what was not measured is a row that fails", () => {
  expect(missing("product", "could not be measured").ok).toBe(false);
});

test("a line names the value, the peer's, their ratio and the bar", () => {
  const line = tableLine(timesPeer(measured, peer, 1.5));
  expect(line).toContain("20 G/s");
  expect(line).toContain("10 (2 x)");
  expect(line).toContain(">= 1.5 x peer");
  expect(line).toMatch(/ met$/);
});

test("a line says of each bar whether it is met, and nothing where there is none", () => {
  expect(tableLine(atMost(measured, 19))).toMatch(/<= 19 G\/s +not met$/);
  expect(tableLine(told(measured))).toMatch(/20 G\/s *$/);
});

test("the median of an even count lies between the two in the middle", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test("contenders take turns, each after one run that does not count", async () => {
  const order: string[] = [];
  const contender = (name: string) => ({
    name,
    run: () => {
      if (order.at(-1) !== name) order.push(name);
      return new Promise<void>((resolve) => setTimeout(resolve, 60));
    },
  });
  const times = await interleave([contender("a"), contender("b")], 2);
  expect(order).toEqual(["a", "b", "a", "b", "a", "b"]);
  expect(times.get("a")).toBeGreaterThan(50);
});
