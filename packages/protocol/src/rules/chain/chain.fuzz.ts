import fc from "fast-check";
import { expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex, hexToBytes } from "../crypto/index.ts";
import {
  accountCodec,
  beaconCodec,
  cycleCodec,
  decodeBody,
  decodeGenesis,
  decodeSignedBlock,
  decodeTransaction,
  encodeBody,
  encodeGenesis,
  encodeSignedBlock,
  encodeTransaction,
  hostCodec,
  type Kind,
  kindNumbers,
  sprintEntryCodec,
  sprintTableCodec,
  summaryCodec,
  totalCodec,
  weightCodec,
  weightTableCodec,
} from "./index.ts";

// Whatever the bytes, a decoder gives nothing or a value whose encoding they are. Seeds are good encodings, since
// random bytes seldom come past the first offset.

interface Format {
  readonly name: string;
  readonly seeds: readonly string[];
  readonly decode: (bytes: Uint8Array) => unknown;
  readonly encode: (value: never) => Uint8Array;
}

const rowsOf = (path: string, field: string, type?: string) =>
  readVectors<Record<string, string>>(path)
    .cases.filter((row) => type === undefined || row.type === type)
    .map((row) => row[field] as string);

const recordCodecs = {
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
};
const formats: readonly Format[] = [
  {
    name: "transaction",
    seeds: rowsOf("ledger/transactions", "signed"),
    decode: decodeTransaction,
    encode: encodeTransaction,
  },
  {
    name: "genesis",
    seeds: rowsOf("ledger/genesis", "bytes"),
    decode: decodeGenesis,
    encode: encodeGenesis,
  },
  {
    name: "block",
    seeds: rowsOf("ledger/blocks", "signedBlock"),
    decode: decodeSignedBlock,
    encode: encodeSignedBlock,
  },
  ...(Object.keys(kindNumbers) as Kind[]).map((kind) => ({
    name: kind,
    seeds: rowsOf("ledger/bodies", "bytes", kind),
    decode: (bytes: Uint8Array) => decodeBody(kind, bytes),
    encode: (body: never) => encodeBody(kind, body),
  })),
  ...Object.entries(recordCodecs).map(([name, { decode, encode }]) => ({
    name,
    seeds: rowsOf("ledger/records", "bytes", name),
    decode,
    encode: encode as Format["encode"],
  })),
];

/** A few bytes changed, cut off or added. */
function mutated(seeds: readonly string[]): fc.Arbitrary<Uint8Array> {
  const edit = fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom("set", "cut", "insert"));
  const edits = fc.array(edit, { maxLength: 4 });
  return fc.tuple(fc.constantFrom(...seeds), edits).map(([seed, changes]) => {
    let bytes = [...hexToBytes(seed)];
    for (const [at, byte, what] of changes) {
      const place = at % (bytes.length + 1);
      if (what === "set" && place < bytes.length) bytes[place] = byte;
      if (what === "insert") bytes = bytes.toSpliced(place, 0, byte);
      if (what === "cut") bytes = bytes.slice(0, place);
    }
    return Uint8Array.from(bytes);
  });
}

test.each(formats)(
  "[TX1] any bytes are the one encoding of a $name, or none",
  ({ seeds, decode, encode }) => {
    let taken = 0;
    const holds = (bytes: Uint8Array) => {
      const before = bytesToHex(bytes);
      const value = decode(bytes);
      if (value === undefined) return;
      taken++;
      expect(bytesToHex(encode(value as never))).toBe(before);
    };
    fc.assert(fc.property(mutated(seeds), holds), { numRuns: 5000 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), holds), { numRuns: 2000 });
    expect(taken).toBeGreaterThan(100);
  },
);
