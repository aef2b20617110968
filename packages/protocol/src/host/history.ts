import { type SprintStatus, sprintStatuses } from "../rules/chain/index.ts";
import {
  byteList,
  bytes32,
  type Codec,
  container,
  createCodec,
  list,
  mapCodec,
  u8,
  u16,
  u32,
  u64,
} from "../rules/codec/index.ts";
import { type Gap, maxGaps, missReasons } from "./coverage.ts";
import { maxRefused } from "./refusals.ts";
import type { RefusedView, SprintRecord } from "./view.ts";

/** Sprints that are kept. */
export const maxRecords = 128;

/** How a Host keeps its Sprints (HO19): of one network and one key, by ascending cycle. */
export interface SavedHistory {
  readonly chainId: Uint8Array;
  readonly key: Uint8Array;
  readonly records: readonly SprintRecord[];
}

/** Puts a record in its place; of more than fit the oldest goes. */
export function putRecord(
  records: readonly SprintRecord[],
  record: SprintRecord,
): readonly SprintRecord[] {
  const others = records.filter(({ cycle }) => cycle !== record.cycle);
  const at = others.findLastIndex(({ cycle }) => cycle < record.cycle) + 1;
  return others.toSpliced(at, 0, record).slice(-maxRecords);
}

/** A Sprint of which nothing is known yet. */
export function blankRecord(cycle: bigint): SprintRecord {
  const counts = { tried: 0n, found: 0, confirmed: 0, count: 0, level: 0 };
  const heights = { commitHeight: 0n, revealHeight: 0n, judgedHeight: 0n, settledHeight: 0n };
  const given = { status: "none", reason: undefined, weight: 0n, total: 0n } as const;
  return { cycle, ...counts, ...given, ...heights, missedShare: 0, missed: [], refused: [] };
}

const maxText = 200;
const text = byteList(maxText);
const gap = container({ reason: u8, fromMs: u32, toMs: u32 });
const refusal = container({ kind: text, by: u8, code: text, text, height: u64 });
const record = container({
  cycle: u64,
  tried: u64,
  found: u32,
  confirmed: u32,
  count: u32,
  level: u16,
  status: u8,
  reason: text,
  weight: u64,
  total: u64,
  commitHeight: u64,
  revealHeight: u64,
  judgedHeight: u64,
  settledHeight: u64,
  windowMs: u32,
  gaps: list(gap, maxGaps),
  refused: list(refusal, maxRefused),
});
const wireCodec = createCodec(
  container({ version: u8, chainId: bytes32, key: bytes32, records: list(record, maxRecords) }),
);
type Wire = NonNullable<ReturnType<(typeof wireCodec)["decode"]>>;
type WireRecord = Wire["records"][number];

const savedVersion = 1;

export const historyCodec: Codec<SavedHistory> = mapCodec<Wire, SavedHistory>(
  wireCodec,
  ({ records, ...whose }) => ({ version: savedVersion, ...whose, records: records.map(toWire) }),
  ({ version, records, ...whose }) =>
    version === savedVersion ? { ...whose, records: records.map(fromWire) } : undefined,
);

function toWire({ missed, missedShare: _, reason, refused, status, ...same }: SprintRecord) {
  const whole = missed[0];
  const windowMs = whole ? Math.round((whole.toMs - whole.fromMs) / whole.share) : 0;
  return {
    ...same,
    // 0 for a Sprint of which the ledger has nothing.
    status: sprintStatuses.indexOf(status as SprintStatus) + 1,
    reason: encodeText(reason ?? ""),
    windowMs,
    gaps: missed.map(({ reason: why, fromMs, toMs }) => ({
      reason: missReasons.indexOf(why),
      fromMs: Math.round(fromMs),
      toMs: Math.round(toMs),
    })),
    refused: refused.map(({ kind, by, code, text: said, height }) => ({
      kind: encodeText(kind),
      by: by === "node" ? 0 : 1,
      code: encodeText(code),
      text: encodeText(said),
      height,
    })),
  };
}

function fromWire({ status, reason, windowMs, gaps, refused, ...same }: WireRecord): SprintRecord {
  const known = gaps.flatMap(({ reason: why, ...span }): Gap[] => {
    const name = missReasons[why];
    return name ? [{ reason: name, ...span }] : [];
  });
  return {
    ...same,
    status: sprintStatuses[status - 1] ?? "none",
    reason: decodeText(reason) || undefined,
    ...missedOf(same.cycle, known, windowMs),
    refused: refused.map((one) => ({
      kind: decodeText(one.kind) as RefusedView["kind"],
      by: one.by === 0 ? "node" : "block",
      code: decodeText(one.code),
      text: decodeText(one.text),
      height: one.height,
    })),
  };
}

/** Gaps as they are shown: each with its share of the time in which computing was possible. */
export function missedOf(
  cycle: bigint,
  gaps: readonly Gap[],
  windowMs: number,
): Pick<SprintRecord, "missed" | "missedShare"> {
  const missed = gaps.map((one) => ({
    cycle,
    ...one,
    share: windowMs > 0 ? (one.toMs - one.fromMs) / windowMs : 0,
  }));
  return { missed, missedShare: missed.reduce((sum, { share }) => sum + share, 0) };
}

function encodeText(said: string): Uint8Array {
  const bytes = new TextEncoder().encode(said);
  return bytes.length <= maxText ? bytes : new TextEncoder().encode(`${said.slice(0, 60)}…`);
}

function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
