import fc from "fast-check";
import { expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex, hexToBytes } from "../crypto/index.ts";
import { auditRank, deriveSample, sampleDraws } from "./index.ts";

interface Row {
  secondValue: string;
  hostKey: string;
  count: number;
  indices: number[];
  rank: string;
}
const { cases } = readVectors<Row>("ledger/sample");

test.each(cases)("[LD17] $name", ({ secondValue, hostKey, count, indices }) => {
  expect(deriveSample(hexToBytes(secondValue), hexToBytes(hostKey), count)).toEqual(indices);
});

test.each(cases)("[LD24] the rank in the audit, $name", ({ secondValue, hostKey, rank }) => {
  expect(bytesToHex(auditRank(hexToBytes(secondValue), hexToBytes(hostKey)))).toBe(rank);
});

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

test("[LD17] a sample is ascending, within the list, and all of a short one", () => {
  fc.assert(
    fc.property(bytes32, bytes32, fc.integer({ min: 1, max: 1024 }), (value, host, count) => {
      const sample = deriveSample(value, host, count);
      expect(sample.every((index, i) => i === 0 || index > (sample[i - 1] as number))).toBe(true);
      expect(sample.at(-1)).toBeLessThan(count);
      if (count <= sampleDraws) expect(sample).toHaveLength(count);
    }),
  );
});

// The page's figure: one bad nonce in 25 is drawn at least once with probability above 0.998.
test("[LD17] a sample of 1,024 nonces meets one bad in 25 nearly always", () => {
  let missed = 0;
  for (let i = 0; i < 1000; i++) {
    const value = new Uint8Array(32);
    new DataView(value.buffer).setUint32(0, i);
    const sample = deriveSample(value, new Uint8Array(32), 1024);
    if (!sample.some((index) => index % 25 === 0)) missed++;
  }
  expect(missed).toBeLessThanOrEqual(6); // 2 expected at most; more than 6 with p < 0.005
});
