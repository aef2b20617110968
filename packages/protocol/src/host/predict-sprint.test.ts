import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { presets } from "../rules/params/index.ts";
import { type Estimate, predictSprint } from "./predict-sprint.ts";

const weights = { own: 0n, total: 0n };
const rate = fc.double({ min: 0, max: 1e6, noNaN: true });
const spread = fc.double({ min: 0, max: 1, noNaN: true });
const preset = fc.constantFrom(...Object.values(presets));

/** Numbers from 0 to 1 that look random and are the same in each run. */
function createUniform(): () => number {
  let state = 7;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe("[HO24] what a Sprint should give", () => {
  test("worked by hand: 20 nonces a second on the preset `local`", () => {
    // stop = 30 s - 3 blocks - 1 block = 26 s; 520 nonces, one in 64 passes; variance 8.125 * 63/64.
    const it = predictSprint({ noncesPerSecond: 20, spread: 0 }, presets.local, {
      own: 5n,
      total: 45n,
    });
    expect(it.nonces).toEqual({ low: 520, expected: 520, high: 520 });
    expect(it.appropriate.expected).toBe(8.125);
    expect(it.appropriate.high - 8.125).toBeCloseTo(1.96 * Math.sqrt(8.125 * (63 / 64)), 9);
    expect(it.level).toEqual({ low: 0, expected: 0, high: 0 });
    expect(it.weight).toEqual(it.appropriate);
    expect(it.share.expected).toBeCloseTo(8.125 / 48.125, 9);
  });

  test("the level is the lowest at which the list fits", () => {
    // 26 s, one in 64: 1,024 are found at 2,520.6 nonces a second.
    const at = (noncesPerSecond: number) =>
      predictSprint({ noncesPerSecond, spread: 0 }, presets.local, weights).level.expected;
    expect([at(2520), at(2521), at(5041), at(5042)]).toEqual([0, 1, 1, 2]);
  });

  test("an estimate is in order and not below zero; a share is one of the whole", () => {
    fc.assert(
      fc.property(rate, spread, preset, fc.nat(), (noncesPerSecond, by, params, others) => {
        const it = predictSprint({ noncesPerSecond, spread: by }, params, {
          own: 3n,
          total: BigInt(others) + 3n,
        });
        for (const { low, expected, high } of Object.values(it)) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(expected);
          expect(expected).toBeLessThanOrEqual(high);
        }
        expect(it.share.high).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("a faster machine is expected to find more, a less steady one is less certain", () => {
    const width = ({ low, high }: Estimate) => high - low;
    fc.assert(
      fc.property(rate, spread, preset, (noncesPerSecond, by, params) => {
        const it = predictSprint({ noncesPerSecond, spread: by }, params, weights);
        const faster = predictSprint(
          { noncesPerSecond: noncesPerSecond + 1, spread: by },
          params,
          weights,
        );
        expect(faster.weight.expected).toBeGreaterThan(it.weight.expected);
        const shakier = predictSprint({ noncesPerSecond, spread: by + 0.1 }, params, weights);
        expect(width(shakier.appropriate)).toBeGreaterThanOrEqual(width(it.appropriate));
        const half = predictSprint({ noncesPerSecond, spread: by }, params, weights, 0.5);
        expect(half.nonces.expected).toBeCloseTo(it.nonces.expected / 2, 6);
      }),
    );
  });

  test.each([
    [30, 0.05],
    [400, 0.1],
    [20_000, 0.02], // 1,016 at level 3: one Sprint in three needs level 4
    [24_000, 0.02],
  ])("19 in 20 Sprints at %d nonces a second lie in the range", (noncesPerSecond, by) => {
    const uniform = createUniform();
    const normal = () =>
      Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    const params = presets.local;
    const it = predictSprint({ noncesPerSecond, spread: by }, params, weights);
    const runs = 300;
    let inside = 0;
    for (let run = 0; run < runs; run++) {
      const tried = Math.round(noncesPerSecond * (1 + by * normal()) * 26);
      // From one that passes to the next, as many as chance leaves between them.
      const untilNext = () =>
        1 + Math.floor(Math.log(1 - uniform()) / Math.log(1 - 1 / params.sprint.passOneIn));
      let found = 0;
      for (let at = untilNext(); at <= tried; at += untilNext()) found += 1;
      let [count, level] = [found, 0];
      while (count > params.sprint.maxNonces) {
        let deeper = 0;
        for (let i = 0; i < count; i++) if (uniform() < 0.5) deeper += 1;
        [count, level] = [deeper, level + 1];
      }
      const weight = count * 2 ** level;
      if (weight >= it.weight.low && weight <= it.weight.high) inside += 1;
    }
    expect(inside / runs).toBeGreaterThan(0.91);
    expect(inside / runs).toBeLessThan(0.999);
  });
});
