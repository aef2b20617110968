import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTestIo } from "../../test-io.ts";
import { startStatus } from "./progress.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("where lines stay, the status is told when its news change and once a minute", () => {
  const io = createTestIo();
  let block = 0;
  let news: string | undefined = "work";
  const stop = startStatus(
    io,
    () => `block ${block}`,
    () => news,
  );
  vi.advanceTimersByTime(55_000);
  expect(io.warned).toEqual(["block 0"]);
  block = 1;
  vi.advanceTimersByTime(10_000);
  expect(io.warned).toEqual(["block 0", "block 1"]);
  news = undefined; // told elsewhere
  vi.advanceTimersByTime(55_000);
  expect(io.warned).toHaveLength(2);
  news = "sprint";
  vi.advanceTimersByTime(5000);
  expect(io.warned).toHaveLength(3);
  stop();
  vi.advanceTimersByTime(120_000);
  expect(io.warned).toHaveLength(3);
});

test("a line that itself changes is told each time", () => {
  const io = createTestIo();
  let tried = 0;
  const stop = startStatus(io, () => `${tried++} tried`);
  vi.advanceTimersByTime(20_000);
  stop();
  expect(io.warned).toHaveLength(4);
});
