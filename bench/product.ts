// The matrix product that all are measured on: one tensor of the Sprint, K = 512 by N = 8,192.

export const inner = 512;
export const columns = 8192;

/** Rows of a full batch: 64 nonces of 4 positions. */
export const batchRows = 256;

/** A multiply and an add count as two. G/s when divided by milliseconds and 1e6. */
export const operations = (rows: number): number => 2 * rows * inner * columns;

export const gigaPerSecond = (rows: number, milliseconds: number): number =>
  operations(rows) / milliseconds / 1e6;

/** Numbers without a pattern, the same in every run. */
function* words(seed: number): Generator<number> {
  for (let x = seed; ; ) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    yield x >>> 16;
  }
}

/** Activations in [-127, 127], int8 (rows, K). */
export function activations(rows: number): Int8Array {
  const from = words(1);
  return Int8Array.from(
    { length: rows * inner },
    () => ((from.next().value as number) % 255) - 127,
  );
}

/** Odd weights in [-63, 63], int8 (K, N). */
export function modelWeights(): Int8Array {
  const from = words(2);
  return Int8Array.from(
    { length: inner * columns },
    () => ((from.next().value as number) & 0x7e) - 63,
  );
}

/** One entry of the product, in plain loops. */
export function entry(a: Int8Array, w: Int8Array, row: number, column: number): number {
  let sum = 0;
  for (let k = 0; k < inner; k++)
    sum += (a[row * inner + k] as number) * (w[k * columns + column] as number);
  return sum;
}
