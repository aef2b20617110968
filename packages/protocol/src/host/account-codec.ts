import {
  bytes32,
  type Codec,
  container,
  createCodec,
  list,
  mapCodec,
  u8,
  u32,
  u64,
} from "../rules/codec/index.ts";
import type { OpenSprint, SprintAccount } from "./account-sprints.ts";
import { type MissReason, maxGaps, missReasons } from "./coverage.ts";

/** An account of one network and one key, as it is kept. */
export interface SavedAccount {
  readonly chainId: Uint8Array;
  readonly key: Uint8Array;
  readonly account: SprintAccount;
}

const savedVersion = 1;
const gap = container({ reason: u8, fromMs: u32, toMs: u32 });
const note = container({ reason: u8, atMs: u32 });
const open = container({
  cycle: u64,
  windowMs: u32,
  toleranceMs: u32,
  aliveMs: u32,
  coveredMs: u32,
  gaps: list(gap, maxGaps),
  notes: list(note, maxGaps),
});
const wireCodec = createCodec(
  container({
    version: u8,
    chainId: bytes32,
    key: bytes32,
    joined: u8,
    nextCycle: u64,
    open: list(open, 1),
  }),
);
type Wire = NonNullable<ReturnType<(typeof wireCodec)["decode"]>>;

export const accountCodec: Codec<SavedAccount> = mapCodec<Wire, SavedAccount>(
  wireCodec,
  ({ account, ...whose }) => ({
    version: savedVersion,
    ...whose,
    joined: account.joined ? 1 : 0,
    nextCycle: account.nextCycle,
    open: account.open ? [openToWire(account.open)] : [],
  }),
  ({ version, joined, nextCycle, open: [first], ...whose }) =>
    version === savedVersion
      ? { ...whose, account: { joined: joined === 1, nextCycle, open: first && openOf(first) } }
      : undefined,
);

function openToWire({ cycle, coverage, ...times }: OpenSprint): Wire["open"][number] {
  const { coveredMs, gaps, notes } = coverage;
  return {
    cycle,
    windowMs: whole(times.windowMs),
    toleranceMs: whole(times.toleranceMs),
    aliveMs: whole(times.aliveMs),
    coveredMs: whole(coveredMs),
    gaps: gaps.map(({ reason, fromMs, toMs }) => ({
      reason: missReasons.indexOf(reason),
      fromMs: whole(fromMs),
      toMs: whole(toMs),
    })),
    notes: notes.map(({ reason, atMs }) => ({
      reason: missReasons.indexOf(reason),
      atMs: whole(atMs),
    })),
  };
}

function openOf({ coveredMs, gaps, notes, ...times }: Wire["open"][number]): OpenSprint {
  const named = <T extends { readonly reason: number }>(items: readonly T[]) =>
    items.map((item) => ({ ...item, reason: nameOf(item.reason) }));
  return { ...times, coverage: { coveredMs, gaps: named(gaps), notes: named(notes) } };
}

/** A reason of a later version is none that this one knows. */
function nameOf(reason: number): MissReason {
  return missReasons[reason] ?? "told-late";
}

function whole(ms: number): number {
  return Math.max(0, Math.round(ms));
}
