import { expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { asciiBytes } from "../chain/index.ts";
import { hexToBytes, publicKeyOf, signMessage, verifySignature } from "./index.ts";

interface Row {
  publicKey: string;
  signature: string;
  message: string;
  valid: boolean;
}
const { cases } = readVectors<Row>("ledger/ed25519");

test.each(cases)("[TX3] $name", ({ publicKey, signature, message, valid }) => {
  const [key, signed] = [hexToBytes(publicKey), hexToBytes(signature)];
  expect(verifySignature(signed, asciiBytes(message), key)).toBe(valid);
});

test("[TX3] what is no signature or no key is a plain no", () => {
  const secret = new Uint8Array(32).fill(1);
  const message = asciiBytes("x");
  const [key, signature] = [publicKeyOf(secret), signMessage(message, secret)];
  expect(verifySignature(signature, message, key)).toBe(true);
  expect(verifySignature(signature.subarray(1), message, key)).toBe(false);
  expect(verifySignature(signature, message, key.subarray(1))).toBe(false);
  expect(verifySignature(signature, message, new Uint8Array(32).fill(2))).toBe(false);
  // S + L: the same number, another encoding.
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  let s = order;
  for (let i = 0; i < 32; i++) s += BigInt(signature[32 + i] as number) << BigInt(8 * i);
  const other = signature.slice();
  for (let i = 0; i < 32; i++) other[32 + i] = Number((s >> BigInt(8 * i)) & 255n);
  expect(verifySignature(other, message, key)).toBe(false);
});
