import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex, hexToBytes } from "../crypto/index.ts";
import { presets } from "../params/index.ts";
import {
  checkProofShape,
  decodeProof,
  encodeProof,
  hashProof,
  levelFloor,
  maxProofBytes,
  proofWeight,
  type SprintProof,
  selectProof,
} from "./index.ts";

interface Row {
  sprintSeed: string;
  hostKey: string;
  level: number;
  nonces: string[];
  encoding: string;
  proofHash: string;
  weight: string | number;
}
const { cases, invalid } = readVectors<Row, { bytes: string; why: string }>("sprint/proof");
const params = presets.mainnet.sprint;

function proofOf(row: Row): SprintProof {
  const { level, nonces } = row;
  const keys = { sprintSeed: hexToBytes(row.sprintSeed), hostKey: hexToBytes(row.hostKey) };
  return { ...keys, level, nonces: nonces.map(BigInt) };
}

test.each(cases)("[SP24] [SP25] [SP26] $name", (row) => {
  const proof = proofOf(row);
  const encoding = encodeProof(proof);
  expect(bytesToHex(encoding)).toBe(row.encoding);
  expect(bytesToHex(hashProof(encoding))).toBe(row.proofHash);
  expect(decodeProof(encoding)).toEqual(proof);
  expect(proofWeight(proof.nonces.length, proof.level)).toBe(BigInt(row.weight));
});

test.each(invalid)("[SP23] [SP25] refuses $name: $why", ({ bytes }) => {
  const proof = decodeProof(hexToBytes(bytes));
  if (proof) expect(checkProofShape(proof, params)).toBeDefined();
});

describe("[SP23] the shape of a list", () => {
  const row = (count: number, level: number) =>
    checkProofShape({ level, nonces: Array.from({ length: count }, (_, i) => BigInt(i)) }, params);

  test("bounds of count and level", () => {
    expect(row(0, 0)).toBe("no-nonces");
    expect(row(1, 0)).toBeUndefined();
    expect(row(1024, 0)).toBeUndefined();
    expect(row(1025, 0)).toBe("too-many-nonces");
    expect(row(levelFloor(params) - 1, 1)).toBe("too-few-for-level");
    expect(row(levelFloor(params), 1)).toBeUndefined();
    expect(row(1024, 40)).toBeUndefined();
    expect(row(1024, 41)).toBe("level-too-high");
  });

  test("a duplicate and a reordered list", () => {
    expect(checkProofShape({ level: 0, nonces: [1n, 1n] }, params)).toBe("nonces-not-ascending");
    expect(checkProofShape({ level: 0, nonces: [2n, 1n] }, params)).toBe("nonces-not-ascending");
    expect(checkProofShape({ level: 0, nonces: [1n, 2n] }, params)).toBeUndefined();
  });
});

const seed = new Uint8Array(32).fill(7);
const anyNonces = fc
  .uniqueArray(
    fc.oneof(
      { weight: 9, arbitrary: fc.bigInt({ min: 0n, max: 1_000_000n }) },
      { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) },
    ),
    { minLength: 1, maxLength: 150 },
  )
  .map((list) => list.sort((a, b) => (a < b ? -1 : 1)));

test("[SP25] what is encoded is decoded, for any list", () => {
  fc.assert(
    fc.property(anyNonces, fc.integer({ min: 0, max: 40 }), (nonces, level) => {
      const proof = { sprintSeed: seed, hostKey: seed, level, nonces };
      expect(decodeProof(encodeProof(proof))).toEqual(proof);
    }),
  );
});

test("[SP25] a list longer than any preset allows is refused by its count", () => {
  const nonces = Array.from({ length: 1025 }, (_, i) => BigInt(i));
  const proof = { sprintSeed: seed, hostKey: seed, level: 0, nonces };
  expect(() => encodeProof(proof)).toThrow("count 1025");
  const most = encodeProof({ ...proof, nonces: nonces.slice(1) });
  expect(decodeProof(most)?.nonces).toHaveLength(1024);
  const more = Uint8Array.from([...most, 0]);
  new DataView(more.buffer).setUint16(66, 1025, true);
  expect(decodeProof(more)).toBeUndefined();
});

test("[SP25] mutated bytes are refused or are the one encoding of what they say", () => {
  const originals = cases.map((row) => hexToBytes(row.encoding)).filter((b) => b.length < 400);
  const mutation = fc.record({
    from: fc.nat(originals.length - 1),
    at: fc.nat(),
    byte: fc.integer({ min: 0, max: 255 }),
    cut: fc.nat(3),
  });
  fc.assert(
    fc.property(mutation, ({ from, at, byte, cut }) => {
      const bytes = (originals[from] as Uint8Array).slice();
      bytes[at % bytes.length] = byte;
      const input = bytes.subarray(0, bytes.length - cut);
      const proof = decodeProof(input);
      if (proof) expect(encodeProof(proof)).toEqual(input);
    }),
    { numRuns: 10_000 },
  );
});

describe("[SP27] the list a Host commits to", () => {
  const finds = (count: number, spacing = 900n) =>
    Array.from({ length: count }, (_, i) => ({
      nonce: BigInt(i) * spacing,
      level: 31 - Math.clz32((i + 1) & -(i + 1)), // 1/2 at level >= 1, 1/4 at >= 2 …
    }));

  test("all finds at level 0 while they fit", () => {
    expect(selectProof(finds(1024), params)).toMatchObject({ level: 0 });
    expect(selectProof([], params)).toBeUndefined();
  });

  test("the lowest level that fits beyond that", () => {
    const chosen = selectProof(finds(1025), params);
    expect(chosen?.level).toBe(1);
    expect(chosen?.nonces.length).toBe(512);
  });

  test("a million finds still make a proof of at most 3,072 bytes", () => {
    const chosen = selectProof(finds(1_000_000), params);
    if (!chosen) throw new Error("nothing chosen");
    const proof = { sprintSeed: seed, hostKey: seed, ...chosen };
    expect(checkProofShape(proof, params)).toBeUndefined();
    expect(encodeProof(proof).length).toBeLessThanOrEqual(maxProofBytes);
  });

  test("a far first nonce, and a far one after a restart, cost no weight", () => {
    const far = (from: bigint) => finds(900, 64n).map((f) => ({ ...f, nonce: f.nonce + from }));
    for (const list of [finds(900), far(2n ** 62n), [...far(2n ** 61n), ...far(2n ** 62n)]]) {
      const chosen = selectProof(list, params);
      if (!chosen) throw new Error("nothing chosen");
      const weight = proofWeight(chosen.nonces.length, chosen.level);
      expect(Number(weight)).toBe(list.length);
    }
  });

  test("nonces too far apart for one encoding are left out, not the proof", () => {
    const chosen = selectProof(finds(1000, 2n ** 53n), params);
    expect(chosen?.nonces.length).toBeGreaterThan(300);
  });
});
