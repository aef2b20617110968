// Plain statistics of a sample. Floats: nothing here decides what a ledger records.

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

/** Pearson's correlation of two samples of equal length; 0 when one of them is constant. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length)
    throw new RangeError(`samples have ${a.length} and ${b.length} values`);
  const meanA = mean(a);
  const meanB = mean(b);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const x = (a[i] as number) - meanA;
    const y = (b[i] as number) - meanB;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

/** How many standard deviations counts lie from "each bin as likely": chi-square, made normal. */
export function uniformityZ(counts: ArrayLike<number>): number {
  const expected = mean(counts);
  let chiSquare = 0;
  for (let i = 0; i < counts.length; i++)
    chiSquare += ((counts[i] as number) - expected) ** 2 / expected;
  return chiSquareZ(chiSquare, counts.length - 1);
}

/** Wilson and Hilferty's normal deviate of a chi-square value. */
export function chiSquareZ(chiSquare: number, freedom: number): number {
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(chiSquare / freedom) - (1 - spread)) / Math.sqrt(spread);
}

/**
 * Variance of counts over the variance that counting alone gives: 1 when all groups have one rate.
 *
 * @param tries - tries in each group, the same for all
 */
export function dispersion(counts: ArrayLike<number>, tries: number): number {
  const expected = mean(counts);
  let squares = 0;
  for (let i = 0; i < counts.length; i++) squares += ((counts[i] as number) - expected) ** 2;
  return squares / (counts.length - 1) / (expected * (1 - expected / tries));
}

/** Standard deviations by which a dispersion differs from 1. */
export function dispersionZ(value: number, groups: number): number {
  return chiSquareZ(value * (groups - 1), groups - 1);
}

/** Each vector centred and brought to length 1. */
export function toUnit(vector: ArrayLike<number>): Float64Array {
  const centre = mean(vector);
  const unit = Float64Array.from(vector, (value) => value - centre);
  let squares = 0;
  for (const value of unit) squares += value * value;
  const length = Math.sqrt(squares);
  return length === 0 ? unit : unit.map((value) => value / length);
}

/** Mean |cos| over all pairs of vectors of length 1. */
export function meanAbsoluteCosine(units: readonly Float64Array[]): number {
  let sum = 0;
  let pairs = 0;
  for (const [i, a] of units.entries()) {
    for (const b of units.slice(0, i)) {
      let dot = 0;
      for (let k = 0; k < a.length; k++) dot += (a[k] as number) * (b[k] as number);
      sum += Math.abs(dot);
      pairs++;
    }
  }
  return sum / pairs;
}

/** The mean |cos| of independent directions in that many dimensions. */
export function randomCosine(dimensions: number): number {
  return Math.sqrt(2 / (Math.PI * dimensions));
}
