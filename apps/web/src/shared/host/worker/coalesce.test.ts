import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createCoalescer } from "./coalesce.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function make() {
  const seen: number[] = [];
  return { seen, coalescer: createCoalescer<number>(100, (value) => seen.push(value)) };
}

test("the first value passes at once, then only the newest of each interval", () => {
  const { seen, coalescer } = make();
  for (const value of [1, 2, 3]) coalescer.take(value);
  expect(seen).toEqual([1]);
  vi.advanceTimersByTime(100);
  expect(seen).toEqual([1, 3]);
  coalescer.take(4);
  expect(seen).toEqual([1, 3]);
  vi.advanceTimersByTime(100);
  expect(seen).toEqual([1, 3, 4]);
});

test("after a quiet interval the next value passes at once", () => {
  const { seen, coalescer } = make();
  coalescer.take(1);
  vi.advanceTimersByTime(200);
  coalescer.take(2);
  expect(seen).toEqual([1, 2]);
});

test("the last value is handed on at the end, and no timer stays behind", () => {
  const { seen, coalescer } = make();
  coalescer.take(1);
  coalescer.take(2);
  coalescer.flush();
  expect(seen).toEqual([1, 2]);
  expect(vi.getTimerCount()).toBe(0);
});
