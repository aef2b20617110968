import type { Params } from "../rules/params/index.ts";
import { maxLevel } from "../rules/sprint/index.ts";
import { createSchedule } from "./sprint-schedule.ts";

/** A number that is not certain: 19 in 20 lie from `low` to `high`. */
export interface Estimate {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/** What one Sprint should give, with nothing missed (HO24). */
export interface SprintPrediction {
  readonly nonces: Estimate;
  readonly appropriate: Estimate;
  /** Level of the list that would be committed; whole numbers. */
  readonly level: Estimate;
  /** `count * 2^level` of it. */
  readonly weight: Estimate;
  /** Of all weights in force after the Sprint, 0 to 1, if the others keep theirs. */
  readonly share: Estimate;
}

export interface MeasuredRate {
  readonly noncesPerSecond: number;
  /** Standard deviation of the rate from one stretch of the measurement to the next, as a share of it. */
  readonly spread: number;
}

/** Weights in force, as in the view. */
interface WeightsInForce {
  readonly own: bigint;
  readonly total: bigint;
}

/** Normal quantile: 19 in 20 lie within. */
const z95 = 1.96;

/**
 * What a Sprint of this network gives at a measured rate.
 *
 * Three things are uncertain and independent: the rate may drift by its spread, which holds for the whole Sprint; each
 * nonce passes by chance; and of those that pass a list of level L takes one in 2^L, each counting 2^L (SP22, SP24).
 *
 * @param throttle - share of the time in which the Host computes, 0.1 to 1
 * @see spec/host.md HO24
 */
export function predictSprint(
  { noncesPerSecond, spread }: MeasuredRate,
  { sprint, cycle }: Params,
  { own, total }: WeightsInForce,
  throttle = 1,
): SprintPrediction {
  const tried = (noncesPerSecond * throttle * createSchedule(cycle).stopMs) / 1000;
  const passRate = 1 / sprint.passOneIn;
  const found = tried * passRate;
  const drift = (value: number): number => (value * spread) ** 2;
  const byChance = tried * passRate * (1 - passRate);
  const appropriate = estimate(found, drift(found) + byChance);
  const level = {
    low: levelFor(appropriate.low, sprint.maxNonces),
    expected: levelFor(found, sprint.maxNonces),
    high: levelFor(appropriate.high, sprint.maxNonces),
  };
  const byLevel = found * (2 ** level.high - 1);
  const weight = estimate(found, drift(found) + byChance + byLevel);
  const others = Math.max(0, Number(total - own));
  const shareOf = (value: number): number => (value > 0 ? value / (others + value) : 0);
  return {
    nonces: estimate(tried, drift(tried)),
    appropriate,
    level,
    weight,
    share: {
      low: shareOf(weight.low),
      expected: shareOf(weight.expected),
      high: shareOf(weight.high),
    },
  };
}

/** The lowest level whose list is expected to fit into one proof (SP27). */
function levelFor(found: number, maxNonces: number): number {
  let level = 0;
  while (level < maxLevel && found / 2 ** level > maxNonces) level += 1;
  return level;
}

function estimate(expected: number, variance: number): Estimate {
  const width = z95 * Math.sqrt(variance);
  return { low: Math.max(0, expected - width), expected, high: expected + width };
}
