// Is the generator's output what SP8 says: 64 values, each as likely, none telling of another? (HE5)

import { atMost, type HealthRow } from "./row.ts";
import { correlation, uniformityZ } from "./statistics.ts";

const values = 64;

/** A value (odd, -63..63) as 0..63. */
const indexOf = (value: number): number => (value + 63) >> 1;

/**
 * @param tensor - generated values, int8 (rows, columns)
 * @param columns - so that neighbours in a row and in a column can be told apart
 * @param other - the same tensor under a key that differs in one bit
 */
export function generatorRows(tensor: Int8Array, columns: number, other: Int8Array): HealthRow[] {
  const row = (what: string, z: number) =>
    atMost("HE5", `generator: ${what}`, Math.abs(z), 4, "sd");
  return [
    row("64 values equally likely", uniformityZ(histogram(tensor))),
    row("4,096 pairs of neighbours equally likely", uniformityZ(pairHistogram(tensor, columns))),
    row("bit balance, worst of 6", worstBit(tensor)),
    row("correlation down a column", shiftedZ(tensor, columns)),
    row("correlation along a row", shiftedZ(tensor, 1)),
    row("correlation from block to block", shiftedZ(tensor, 64 * columns)),
    row("correlation across a one-bit change of key", pairedZ(tensor, other)),
  ];
}

function histogram(tensor: Int8Array): Uint32Array {
  const counts = new Uint32Array(values);
  for (const value of tensor) {
    const i = indexOf(value);
    counts[i] = (counts[i] as number) + 1;
  }
  return counts;
}

/** Neighbours down a column are neighbours in a block; each value is in one pair. */
function pairHistogram(tensor: Int8Array, columns: number): Uint32Array {
  const counts = new Uint32Array(values * values);
  for (let from = 0; from + 2 * columns <= tensor.length; from += 2 * columns) {
    for (let n = from; n < from + columns; n++) {
      const i = values * indexOf(tensor[n] as number) + indexOf(tensor[n + columns] as number);
      counts[i] = (counts[i] as number) + 1;
    }
  }
  return counts;
}

function worstBit(tensor: Int8Array): number {
  let worst = 0;
  for (let bit = 0; bit < 6; bit++) {
    let ones = 0;
    for (const value of tensor) ones += (indexOf(value) >> bit) & 1;
    const z = (2 * ones - tensor.length) / Math.sqrt(tensor.length);
    worst = Math.max(worst, Math.abs(z));
  }
  return worst;
}

function shiftedZ(tensor: Int8Array, by: number): number {
  return pairedZ(tensor.subarray(0, tensor.length - by), tensor.subarray(by));
}

/** Of independent samples the correlation has variance 1 / n. */
function pairedZ(a: Int8Array, b: Int8Array): number {
  return correlation(a, b) * Math.sqrt(a.length);
}
