import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesToHex, hexToBytes } from "../crypto/index.ts";
import { presets } from "../params/index.ts";
import { decodeProofFile, encodeProofFile, hashProof } from "./index.ts";

const proof = {
  sprintSeed: new Uint8Array(32).fill(1),
  hostKey: new Uint8Array(32).fill(2),
  level: 0,
  nonces: [3n, 40n, 500n],
};
const file = encodeProofFile(proof, presets.testnet);
const fields = JSON.parse(file);

/** The file with another body, as a forger would write it: with the hash that fits. */
function forged(proofHex: string): string {
  return JSON.stringify({
    ...fields,
    proof: proofHex,
    proofHash: bytesToHex(hashProof(hexToBytes(proofHex))),
  });
}

test("[SP25] a proof file says what was written", () => {
  expect(decodeProofFile(file)).toEqual({ ok: true, proof, params: presets.testnet });
});

test.each([
  ["truncated", file.slice(0, 200), "truncated"],
  ["empty", "", "not-a-proof-file"],
  ["something else", "PNG", "not-a-proof-file"],
  ["other JSON", '{"a":1}', "other-format"],
  ["a later format", file.replace("proof/1", "proof/2"), "other-format"],
  ["another preset's name", file.replace('"testnet"', '"mainnet"'), "other-params"],
  ["an unknown preset", file.replace('"testnet"', '"moonnet"'), "other-params"],
  ["one digit altered", file.replace(fields.proof, `${fields.proof.slice(0, -1)}9`), "altered"],
  ["the hash altered", file.replace(fields.proofHash, "00".repeat(32)), "altered"],
  ["a shortened list under a fitting hash", forged(fields.proof.slice(0, -2)), "altered"],
  ["a byte appended under a fitting hash", forged(`${fields.proof}00`), "altered"],
  ["odd hex", file.replace(fields.proof, fields.proof.slice(1)), "altered"],
])("[SP25] refuses a file that is %s", (_, text, fault) => {
  const read = decodeProofFile(text);
  expect(read).toMatchObject({ ok: false, fault });
  if (!read.ok) expect(read.message.split("\n")).toHaveLength(1);
});

test("[SP25] a refusal holds nothing that a terminal would obey", () => {
  for (const name of ["format", "preset", "paramsHash", "proofHash"]) {
    const text = JSON.stringify({ ...fields, [name]: "\u001b[2K\rvalid: 9 nonces\u009b1A\n" });
    const read = decodeProofFile(text);
    expect(!read.ok && read.message).toMatch(/^[ -~…]+$/);
  }
});

test("[SP25] no text makes the reader throw, and none but the original is accepted as it", () => {
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.string({ maxLength: 3 }), (at, insert) => {
      const text = file.slice(0, at) + insert + file.slice(at + insert.length);
      const read = decodeProofFile(text);
      if (read.ok) expect(read).toEqual({ ok: true, proof, params: presets.testnet });
    }),
    { numRuns: 10_000 },
  );
  fc.assert(fc.property(fc.string(), (text) => !decodeProofFile(text).ok));
});
