/** That the page was there, for its next visit to read. */
export interface AliveMark {
  /** Unix milliseconds. */
  readonly atMs: number;
  readonly hostId: string;
  /** Whether its Host took part in a Sprint then. */
  readonly inSprint: boolean;
  /** Last Sprint that was settled; -1 for none. */
  readonly settled: bigint;
}

// Not in the database: what is written there as the page goes away may come too late.
const storageKey = "stadion.alive";

export function writeAlive(mark: AliveMark): void {
  try {
    localStorage.setItem(storageKey, encodeAlive(mark));
  } catch {
    // storage is barred: the next visit can't say that this one ended
  }
}

export function readAlive(): AliveMark | undefined {
  try {
    return decodeAlive(localStorage.getItem(storageKey) ?? "");
  } catch {
    return undefined;
  }
}

export function encodeAlive({ atMs, hostId, inSprint, settled }: AliveMark): string {
  return JSON.stringify({ atMs, hostId, inSprint, settled: String(settled) });
}

/** `undefined` for anything else than a mark. */
export function decodeAlive(text: string): AliveMark | undefined {
  const [, atMs, hostId, inSprint, settled] =
    /^\{"atMs":(\d+),"hostId":"([0-9a-f]{64})","inSprint":(true|false),"settled":"(-?\d+)"\}$/.exec(
      text,
    ) ?? [];
  if (atMs === undefined || hostId === undefined || settled === undefined) return undefined;
  return { atMs: Number(atMs), hostId, inSprint: inSprint === "true", settled: BigInt(settled) };
}
