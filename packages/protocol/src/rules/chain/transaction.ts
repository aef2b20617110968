import { byteList, bytes32, container, createCodec, u8, u16, u64 } from "../codec/index.ts";
import { concatBytes, publicKeyOf, sha256, signMessage } from "../crypto/index.ts";
import { asciiBytes } from "./ascii.ts";
import { maxBodyBytes, maxTxBytes } from "./limits.ts";

/**
 * A transaction: what a key asks of the ledger (TX2).
 *
 *   signed bytes = ssz(transaction) ‖ signature (64 bytes)
 *   id           = SHA-256(signed bytes)
 */
export interface Transaction {
  /** 1. */
  readonly version: number;
  /** 32 bytes: the network it is for. */
  readonly chainId: Uint8Array;
  /** Ed25519 public key, 32 bytes. */
  readonly sender: Uint8Array;
  /** Senders that do not know of each other (tabs of one key) use lanes of their own. */
  readonly lane: number;
  /** Greater than the last one taken from this sender and lane. */
  readonly nonce: bigint;
  /** Last height at which it may be taken. */
  readonly validUntil: bigint;
  readonly fee: bigint;
  readonly kind: number;
  /** Encoding of the kind's body. */
  readonly body: Uint8Array;
}

export interface SignedTransaction {
  readonly tx: Transaction;
  readonly signature: Uint8Array;
}

export const transactionVersion = 1;

const codec = createCodec<Transaction>(
  container({
    version: u8,
    chainId: bytes32,
    sender: bytes32,
    lane: u8,
    nonce: u64,
    validUntil: u64,
    fee: u64,
    kind: u16,
    body: byteList(maxBodyBytes),
  }),
);
const signatureBytes = 64;
const domain = asciiBytes("stadion/tx\0");

/** The bytes a sender signs (TX2). */
export function transactionMessage(tx: Transaction): Uint8Array {
  return concatBytes(domain, sha256(codec.encode(tx)));
}

export function encodeTransaction({ tx, signature }: SignedTransaction): Uint8Array {
  return concatBytes(codec.encode(tx), signature);
}

/** Reads signed bytes; says nothing about the signature. */
export function decodeTransaction(bytes: Uint8Array): SignedTransaction | undefined {
  if (bytes.length > maxTxBytes || bytes.length < signatureBytes) return undefined;
  const tx = codec.decode(bytes.subarray(0, bytes.length - signatureBytes));
  if (!tx) return undefined;
  return { tx, signature: bytes.slice(bytes.length - signatureBytes) };
}

/** Signs with a 32-byte secret key and gives the bytes to send. The sender becomes the key's own. */
export function signTransaction(
  fields: Omit<Transaction, "version" | "sender">,
  secretKey: Uint8Array,
): Uint8Array {
  const tx = { ...fields, version: transactionVersion, sender: publicKeyOf(secretKey) };
  return encodeTransaction({ tx, signature: signMessage(transactionMessage(tx), secretKey) });
}

/** The name of a transaction: SHA-256 of its signed bytes. */
export function transactionId(signedBytes: Uint8Array): Uint8Array {
  return sha256(signedBytes);
}
