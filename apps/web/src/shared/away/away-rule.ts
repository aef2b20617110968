// What happened to this page's Host while nobody watched, as far as the page itself can tell. What it cost of a Sprint
// is the Host's to say (HO17).

import type { HostView, MissedTime, SprintRecord } from "@stadion/protocol/host";

/** Something that came to an end. Times are Unix milliseconds. */
export type AwayEntry =
  | { readonly kind: "closed"; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: "hidden"; readonly fromMs: number; readonly toMs: number }
  | {
      readonly kind: "connection";
      readonly fromMs: number;
      readonly toMs: number;
      readonly reason: string;
      /** Whether the Host computed when it was lost. */
      readonly wasRunning: boolean;
      /** Whether the ledger stood still meanwhile: then the node itself was gone. */
      readonly stoodStill: boolean;
    }
  | {
      readonly kind: "device";
      readonly fromMs: number;
      readonly reason: string;
      readonly now: "webgpu" | "wasm";
    };

/** Up to where a person has read what was missed. */
export interface SeenMark {
  readonly hostId: string;
  readonly cycle: bigint;
  /** Milliseconds on that Sprint's clock. */
  readonly toMs: number;
}

/** Most entries kept: of a line that breaks again and again, the last ones tell enough. */
const maxEntries = 6;

export function addEntry(entries: readonly AwayEntry[], entry: AwayEntry): readonly AwayEntry[] {
  return [...entries, entry].slice(-maxEntries);
}

/** Whether so few blocks came in that time that the ledger can't have gone on. */
export function stoodStill(blocks: number, passedMs: number, blockMs: number): boolean {
  const expected = passedMs / blockMs;
  return expected >= 4 && blocks < expected / 2;
}

// What a person did themselves is no news to them.
const ownDoing = new Set<MissedTime["reason"]>(["paused", "left", "joined-late"]);

/** What was missed by no one's wish since the mark. */
export function missedSince(
  { hostId, missed }: Pick<HostView, "hostId" | "missed">,
  mark: SeenMark | undefined,
): readonly MissedTime[] {
  const unseen = missed.filter(({ reason }) => !ownDoing.has(reason));
  if (mark?.hostId !== hostId) return unseen;
  return unseen.filter(
    ({ cycle, toMs }) => cycle > mark.cycle || (cycle === mark.cycle && toMs > mark.toMs),
  );
}

/** The mark of someone who has read all there is. */
export function markOf({
  hostId,
  missed,
}: Pick<HostView, "hostId" | "missed">): SeenMark | undefined {
  const last = missed.at(-1);
  return last && { hostId, cycle: last.cycle, toMs: last.toMs };
}

/** The last Sprint that is settled; -1 if none is. */
export function lastSettled(history: readonly SprintRecord[] = []): bigint {
  return history.findLast(({ settledHeight }) => settledHeight > 0n)?.cycle ?? -1n;
}

/** Sprints that were settled after that of `cycle`. */
export function settledSince(
  history: readonly SprintRecord[] = [],
  cycle: bigint,
): readonly SprintRecord[] {
  return history.filter((record) => record.cycle > cycle && record.settledHeight > 0n);
}
