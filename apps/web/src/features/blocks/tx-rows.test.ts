import { nonceFaults, verdictOutcomes } from "@stadion/protocol/chain";
import { bytesToHex } from "@stadion/protocol/crypto";
import { encodeProof } from "@stadion/protocol/sprint";
import { describe, expect, test } from "vitest";
import type { TxContent } from "#shared/chain/index.ts";
import { contentRows } from "./tx-rows.ts";

const bytes = (fill: number) => new Uint8Array(32).fill(fill);
const rowsOf = (content: TxContent) =>
  Object.fromEntries(
    contentRows(content, bytes(7)).map((row) => [
      row.name,
      "text" in row ? row.text : "hex" in row ? row.hex : `block ${row.block}`,
    ]),
  );

describe("a transaction's content in words", () => {
  test("a commit says what it is worth: its count times two to its level", () => {
    const body = { cycle: 3n, proofHash: bytes(1), count: 400, level: 2 };
    expect(rowsOf({ kind: "commit", body })).toEqual({
      Cycle: "3",
      Found: "400 nonces at level 2",
      Worth: "1,600 weight, if the proof holds",
      "Hash of the proof": bytesToHex(bytes(1)),
    });
  });

  test("a reveal lists its first nonces", () => {
    const nonces = Array.from({ length: 14 }, (_, i) => BigInt(i) * 1000n);
    const proof = encodeProof({ sprintSeed: bytes(1), hostKey: bytes(2), level: 0, nonces });
    const rows = rowsOf({ kind: "reveal", body: { cycle: 3n, host: bytes(2), proof } });
    expect(rows).toMatchObject({ "Proof of": bytesToHex(bytes(2)), Shows: "14 nonces at level 0" });
    expect(rows.Nonces).toMatch(/^0 · 1,000 · .* · 11,000 and 2 more$/);
    const broken = { cycle: 3n, host: bytes(2), proof: proof.subarray(3) };
    expect(rowsOf({ kind: "reveal", body: broken }).Proof).toBe(
      "Not in the form of a Sprint proof",
    );
  });

  test("a verdict names the nonce at fault, and shows no digests where nothing was computed", () => {
    const invalid = {
      ...{ cycle: 3n, host: bytes(2), outcome: verdictOutcomes.invalid, nonce: 1234n },
      ...{ fault: nonceFaults.belowLevel, digests: bytes(4) },
    } as const;
    expect(rowsOf({ kind: "verdict", body: invalid })).toMatchObject({
      Verdict: "Invalid",
      "At fault": "nonce 1,234: It is below the level of its proof",
    });
    const unable = {
      ...{ cycle: 3n, host: bytes(2), outcome: verdictOutcomes.cannotCheck, nonce: 0n },
      ...{ fault: nonceFaults.none, digests: bytes(0) },
    } as const;
    expect(Object.keys(rowsOf({ kind: "verdict", body: unable }))).toEqual([
      ...["Cycle", "Proof of", "Verdict"],
    ]);
  });

  test("an opening gives the beacon's value", () => {
    const rows = rowsOf({ kind: "beaconOpen", body: { cycle: 3n, role: 0, secret: bytes(5) } });
    expect(rows.Value).toBe("R, the starting gun");
    expect(rows.R).toMatch(/^[0-9a-f]{64}$/);
    expect(rows.R).not.toBe(rows.Secret);
  });
});
