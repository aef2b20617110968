import { expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex, hexToBytes } from "../crypto/index.ts";
import { type Bodies, decodeBody, encodeBody, type Kind, kindName, kindNumbers } from "./index.ts";

interface Row {
  type: Kind;
  number: number;
  value: Record<string, string | number>;
  bytes: string;
}
const { cases } = readVectors<Row>("ledger/bodies");

// How the vectors write what is no plain number.
const u64Fields = new Set(["cycle", "height", "nonce"]);
const numberFields = new Set(["count", "level", "outcome", "fault", "role"]);

function bodyOf({ value }: Row): Bodies[Kind] {
  const fields = Object.entries(value).map(([name, item]) => {
    if (u64Fields.has(name)) return [name, BigInt(item)];
    return [name, numberFields.has(name) ? item : hexToBytes(item as string)];
  });
  return Object.fromEntries(fields) as Bodies[Kind];
}

test.each(cases)("[TX7] $name", (row) => {
  const body = bodyOf(row);
  expect(bytesToHex(encodeBody(row.type, body as never))).toBe(row.bytes);
  expect(decodeBody(row.type, hexToBytes(row.bytes))).toEqual(body);
  expect(kindNumbers[row.type]).toBe(row.number);
  expect(kindName(row.number)).toBe(row.type);
});

test("[TX7] there are no other kinds", () => {
  expect(Object.keys(kindNumbers)).toHaveLength(7);
  expect(kindName(0)).toBeUndefined();
  expect(kindName(8)).toBeUndefined();
});

test("[TX7] there are two roles", () => {
  const hash = new Uint8Array(32);
  const bytes = encodeBody("beaconDeal", { cycle: 1n, role: 1, hash });
  expect(decodeBody("beaconDeal", bytes)).toBeDefined();
  expect(decodeBody("beaconDeal", bytes.with(8, 2))).toBeUndefined();
  expect(decodeBody("beaconOpen", bytes.with(8, 2))).toBeUndefined();
});

const blank = { cycle: 1n, host: new Uint8Array(32), nonce: 0n, digests: new Uint8Array(32) };
const digests = new Uint8Array(32).fill(1);

test.each([
  ["no such outcome", { outcome: 0, fault: 0 }],
  ["no such outcome either", { outcome: 4, fault: 0 }],
  ["valid, with a nonce", { outcome: 1, fault: 0, nonce: 1n }],
  ["valid, with a fault", { outcome: 1, fault: 1 }],
  ["invalid, without a fault", { outcome: 2, fault: 0 }],
  ["invalid, with no such fault", { outcome: 2, fault: 3 }],
  ["cannot-check, with a nonce", { outcome: 3, fault: 0, nonce: 1n }],
  ["cannot-check, with a fault", { outcome: 3, fault: 2 }],
  ["cannot-check, with digests", { outcome: 3, fault: 0, digests }],
])("[TX7] a verdict is refused: %s", (_, fields) => {
  const bytes = encodeBody("verdict", { ...blank, ...fields } as Bodies["verdict"]);
  expect(decodeBody("verdict", bytes)).toBeUndefined();
});
