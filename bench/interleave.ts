/** Something to be timed beside others. */
export interface Contender {
  readonly name: string;
  /** Does the work once, to the end. */
  run(): Promise<void> | void;
}

/** How long is long enough not to measure overhead and clock steps. */
const enoughMs = 250;

/**
 * Median milliseconds of one `run` of each contender, by name.
 *
 * They take turns, so that a machine that slows down does so for all; each turn lasts long enough to be trusted.
 */
export async function interleave(
  contenders: readonly Contender[],
  rounds: number,
): Promise<Map<string, number>> {
  const times = new Map<string, number[]>();
  for (const contender of contenders) {
    await contender.run();
    times.set(contender.name, []);
  }
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders) times.get(contender.name)?.push(await turn(contender));
  return new Map([...times].map(([name, each]) => [name, median(each)]));
}

async function turn({ run }: Contender): Promise<number> {
  const start = performance.now();
  for (let count = 1; ; count++) {
    await run();
    const elapsed = performance.now() - start;
    if (elapsed >= enoughMs) return elapsed / count;
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}
