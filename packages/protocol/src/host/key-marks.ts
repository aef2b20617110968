import {
  bytes32,
  type Codec,
  container,
  createCodec,
  list,
  u8,
  u16,
  u64,
} from "../rules/codec/index.ts";
import { equalBytes } from "../rules/crypto/index.ts";
import type { Store } from "./ports.ts";

/** What a Host keeps to tell its own transactions from those of another machine (HO21). */
export interface KeyMarks {
  /** Network and key they are of. */
  readonly chainId: Uint8Array;
  readonly key: Uint8Array;
  /** Last nonce of each lane that the ledger had, and at which block. */
  readonly lanes: readonly { readonly lane: number; readonly nonce: bigint }[];
  readonly seenHeight: bigint;
  /** Nonces that were about to be sent, the last of them. */
  readonly intents: readonly bigint[];
  /** Block of the other machine's last transaction; 0 while there is none to wait for. */
  readonly otherHeight: bigint;
  /** Blocks of silence after which this machine signs again. */
  readonly waitBlocks: number;
  /** Up to this block the other's last transactions are still taken for granted. */
  readonly forgivenHeight: bigint;
}

const savedVersion = 1;
const storeName = "key-marks";
/** More than a Host sends while one of them may still be taken (HO3). */
export const maxIntents = 128;
const maxLanes = 256;

const marksCodec: Codec<KeyMarks & { readonly version: number }> = createCodec(
  container({
    version: u8,
    chainId: bytes32,
    key: bytes32,
    lanes: list(container({ lane: u8, nonce: u64 }), maxLanes),
    seenHeight: u64,
    intents: list(u64, maxIntents),
    otherHeight: u64,
    waitBlocks: u16,
    forgivenHeight: u64,
  }),
);

export function blankMarks(chainId: Uint8Array, key: Uint8Array): KeyMarks {
  const none = { lanes: [], intents: [], seenHeight: 0n, otherHeight: 0n };
  return { chainId, key, ...none, waitBlocks: 0, forgivenHeight: 0n };
}

export async function loadMarks(store: Store, key: Uint8Array): Promise<KeyMarks | undefined> {
  const bytes = await store.get(storeName);
  const kept = bytes && marksCodec.decode(bytes);
  if (kept?.version !== savedVersion || !equalBytes(kept.key, key)) return undefined;
  const { version: _, ...marks } = kept;
  return marks;
}

export async function saveMarks(store: Store, marks: KeyMarks): Promise<void> {
  await store.set(storeName, marksCodec.encode({ ...marks, version: savedVersion }));
}
