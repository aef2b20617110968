import { describe, expect, test } from "vitest";
import { multiply } from "../oracle.ts";
import { createWasmGemm } from "./wasm-gemm.ts";

describe.each(["i16", "relaxed"] as const)("%s", (dot) => {
  // Rows around the tiles' heights, inner sizes around the panel's depth of 1,024.
  test.each([
    [1, 64, 8],
    [2, 64, 16],
    [3, 128, 8],
    [5, 64, 24],
    [6, 1024, 8],
    [7, 1088, 8],
    [8, 960, 8],
    [63, 64, 8],
    [64, 64, 8],
    [65, 2112, 16],
  ])("[SP12] %d x %d x %d is exact", async (rows, inner, columns) => {
    const gemm = await createWasmGemm(dot, { rows, inner, columns });
    const a = Int8Array.from({ length: rows * inner }, (_, i) => ((i * 7919) % 255) - 127);
    const w = Int8Array.from({ length: inner * columns }, (_, i) => 2 * ((i * 104729) % 64) - 63);
    gemm.load(a, w);
    gemm.run();
    gemm.run();
    expect(gemm.sums()).toEqual(multiply(a, w, columns));
  });

  test("[GK2] the largest sums are exact", async () => {
    const inner = 22528;
    const gemm = await createWasmGemm(dot, { rows: 2, inner, columns: 8 });
    const a = new Int8Array(2 * inner).fill(127, 0, inner).fill(-127, inner);
    const w = Int8Array.from({ length: inner * 8 }, (_, i) => (i % 8 < 4 ? 63 : -63));
    gemm.load(a, w);
    gemm.run();
    const most = 127 * 63 * inner;
    const row = [most, most, most, most, -most, -most, -most, -most];
    expect([...gemm.sums()]).toEqual([...row, ...row.map((sum) => -sum)]);
  });

  test("other shapes are refused", async () => {
    await expect(createWasmGemm(dot, { rows: 1, inner: 63, columns: 8 })).rejects.toThrow(
      RangeError,
    );
    await expect(createWasmGemm(dot, { rows: 1, inner: 64, columns: 7 })).rejects.toThrow(
      RangeError,
    );
  });
});
