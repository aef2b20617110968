/** Shift right, halves up: floor((x + 2^(s-1)) / 2^s). `x + 2^(s-1)` must fit i32 (SP2). */
export function rsh(x: number, s: number): number {
  return s === 0 ? x : (x + (1 << (s - 1))) >> s;
}

/** Into the int8 range without -128 (SP3). */
export function clamp(x: number): number {
  return Math.max(-127, Math.min(127, x));
}

/** Largest r with r * r <= v, for v in 0..2^32-1 (SP4). Bit by bit: `Math.sqrt` is no integer rule. */
export function isqrt(v: number): number {
  let r = 0;
  for (let bit = 1 << 15; bit > 0; bit >>= 1) {
    const larger = r + bit;
    if (larger * larger <= v) r = larger;
  }
  return r;
}

/** 0 for 0, else 1 + floor(log2 v), for v in 0..2^31-1 (SP5). */
export function bitLength(v: number): number {
  return 32 - Math.clz32(v);
}
