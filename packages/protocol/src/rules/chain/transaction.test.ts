import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex, hexToBytes, maxU64, verifySignature } from "../crypto/index.ts";
import {
  decodeTransaction,
  encodeTransaction,
  maxTxBytes,
  signTransaction,
  type Transaction,
  transactionId,
  transactionMessage,
} from "./index.ts";

interface Row {
  secretKey: string;
  tx: {
    version: number;
    chainId: string;
    sender: string;
    lane: number;
    nonce: string;
    validUntil: number;
    fee: number;
    kind: number;
    body: string;
  };
  message: string;
  signed: string;
  id: string;
}
const { cases } = readVectors<Row>("ledger/transactions");

function transactionOf({ tx }: Row): Transaction {
  return {
    ...tx,
    chainId: hexToBytes(tx.chainId),
    sender: hexToBytes(tx.sender),
    nonce: BigInt(tx.nonce),
    validUntil: BigInt(tx.validUntil),
    fee: BigInt(tx.fee),
    body: hexToBytes(tx.body),
  };
}

describe.each(cases)("$name", (row) => {
  const tx = transactionOf(row);
  const signed = hexToBytes(row.signed);

  test("[TX1] [TX2] is encoded, signed and named as the twin does it", () => {
    const { version: _, sender: __, ...fields } = tx;
    expect(bytesToHex(signTransaction(fields, hexToBytes(row.secretKey)))).toBe(row.signed);
    expect(bytesToHex(transactionMessage(tx))).toBe(row.message);
    expect(bytesToHex(transactionId(signed))).toBe(row.id);
  });

  test("[TX2] is read back, and its signature holds for nothing else", () => {
    const read = decodeTransaction(signed) ?? expect.unreachable();
    expect(read).toEqual({ tx, signature: signed.slice(-64) });
    expect(verifySignature(read.signature, transactionMessage(tx), tx.sender)).toBe(true);
    const other = { ...tx, validUntil: tx.validUntil + 1n };
    expect(verifySignature(read.signature, transactionMessage(other), tx.sender)).toBe(false);
  });

  test("[TX1] is not read from a part of itself, or with more behind it", () => {
    expect(decodeTransaction(signed.subarray(0, 63))).toBeUndefined();
    expect(decodeTransaction(signed.subarray(0, 64))).toBeUndefined();
    expect(decodeTransaction(signed.with(92, 95))).toBeUndefined(); // the offset of the body
  });
});

test("[TX6] a transaction has at most 66,000 bytes", () => {
  const tx = { ...transactionOf(cases[0] as never), body: new Uint8Array(65_536) };
  const bytes = encodeTransaction({ tx, signature: new Uint8Array(64) });
  expect(bytes.length).toBeLessThan(maxTxBytes);
  expect(decodeTransaction(bytes)).toBeDefined();
  expect(maxTxBytes).toBe(66_000);
  expect(decodeTransaction(new Uint8Array(maxTxBytes + 1))).toBeUndefined();
});

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const u64 = fc.bigInt({ min: 0n, max: maxU64 });

test("[TX1] every transaction is read back as it was", () => {
  const transactions = fc.record({
    version: fc.nat(255),
    chainId: bytes32,
    sender: bytes32,
    lane: fc.nat(255),
    nonce: u64,
    validUntil: u64,
    fee: u64,
    kind: fc.nat(65_535),
    body: fc.uint8Array({ maxLength: 300 }),
  });
  const signatures = fc.uint8Array({ minLength: 64, maxLength: 64 });
  fc.assert(
    fc.property(transactions, signatures, (tx, signature) => {
      expect(decodeTransaction(encodeTransaction({ tx, signature }))).toEqual({ tx, signature });
    }),
  );
});
