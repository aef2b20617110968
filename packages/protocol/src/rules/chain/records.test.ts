import { describe, expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import type { Codec } from "../codec/index.ts";
import { bytesToHex, hexToBytes } from "../crypto/index.ts";
import {
  accountCodec,
  beaconCodec,
  beaconKey,
  cycleCodec,
  cycleKey,
  hostCodec,
  isLive,
  phases,
  sprintEntryCodec,
  sprintKey,
  sprintOutcomes,
  sprintStatuses,
  sprintTableCodec,
  summaryCodec,
  totalCodec,
  weightCodec,
  weightTableCodec,
} from "./index.ts";

type Wire = Record<string, unknown>;
const { cases } = readVectors<{ type: string; value: Wire; bytes: string }>("ledger/records");

// The page's numbers of phases, statuses and outcomes, and which fields are u64.
const phaseNames = ["deal", "open", "sprint", "reveal", "secondOpen", "audit", "work"];
const statusNames = ["committed", "revealed", "valid", "invalid", "cannot-check", "missed", "void"];
const outcomeNames = [
  "settled",
  "no-valid-proof",
  "not-dealt",
  "first-value-not-opened",
  "second-value-not-opened",
];
const names: Readonly<Record<string, readonly string[]>> = {
  phase: phaseNames,
  status: statusNames,
  outcome: outcomeNames,
};
const u64Fields = /^(cycle|balance|nonce|.*Height|height|sprintStartMs|weight|faultNonce)$/;

function fieldOf(name: string, item: unknown): unknown {
  if (name === "heartbeats") return (item as string[]).map(BigInt);
  if (Array.isArray(item)) return item.map((inner) => recordOf(inner as Wire));
  const named = names[name];
  if (named) return named[item as number];
  if (u64Fields.test(name)) return BigInt(item as string);
  return typeof item === "string" ? hexToBytes(item) : item;
}

function recordOf(wire: Wire): Wire {
  return Object.fromEntries(Object.entries(wire).map(([key, item]) => [key, fieldOf(key, item)]));
}

const codecs: Readonly<Record<string, Codec<never>>> = {
  account: accountCodec,
  host: hostCodec,
  cycle: cycleCodec,
  beacon: beaconCodec,
  sprint: sprintEntryCodec,
  weight: weightCodec,
  summary: summaryCodec,
  total: totalCodec,
  weights: weightTableCodec,
  entries: sprintTableCodec,
} as never;

test.each(cases)("[LD23] $name", ({ type, value, bytes }) => {
  const codec = codecs[type] ?? expect.unreachable();
  const record = recordOf(value);
  expect(codec.decode(hexToBytes(bytes))).toEqual(record);
  expect(bytesToHex(codec.encode(record as never))).toBe(bytes);
});

test("[LD9] [LD23] numbers of phases, statuses and outcomes", () => {
  expect(phases).toEqual(phaseNames);
  expect(sprintStatuses).toEqual(statusNames);
  expect(sprintOutcomes).toEqual(outcomeNames);
});

describe("[LD23] a number that means nothing is no record", () => {
  const bytesOf = (type: string) =>
    hexToBytes(cases.find((row) => row.type === type)?.bytes ?? expect.unreachable());

  test.each([
    ["cycle", 8, 6],
    ["beacon", 8, 1],
    ["sprint", 40 + 32 + 2 + 1 + 4 + 8 + 8, 6],
    ["sprint", 40 + 32 + 2 + 1 + 4 + 8 + 8 + 1 + 8 + 8, 2],
    ["summary", 8, 4],
  ])("%s at byte %d, over %d", (type, at, most) => {
    const codec = codecs[type] ?? expect.unreachable();
    expect(codec.decode(bytesOf(type).with(at, most))).toBeDefined();
    expect(codec.decode(bytesOf(type).with(at, most + 1))).toBeUndefined();
  });
});

test("[LD23] keys sort by cycle, then by host or role", () => {
  const host = new Uint8Array(32).fill(0xee);
  const hex = (bytes: Uint8Array) => bytesToHex(bytes);
  expect(hex(cycleKey(258n))).toBe("0000000000000102");
  expect(hex(sprintKey(258n, host))).toBe(`0000000000000102${"ee".repeat(32)}`);
  expect(hex(beaconKey(1n, 1))).toBe("000000000000000101");
});

test("[LD13] a Host is live while its last two heartbeats are less than 100 heights old", () => {
  const host = {
    key: new Uint8Array(32),
    payout: new Uint8Array(32),
    registeredHeight: 0n,
    missed: 0,
  };
  expect(isLive({ ...host, heartbeats: [] }, 1n)).toBe(false);
  expect(isLive({ ...host, heartbeats: [5n] }, 6n)).toBe(false);
  expect(isLive({ ...host, heartbeats: [5n, 90n] }, 104n)).toBe(true);
  expect(isLive({ ...host, heartbeats: [5n, 90n] }, 105n)).toBe(false);
});
