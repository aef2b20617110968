import {
  decodeTransaction,
  dutyKinds,
  kindNumbers,
  maxFounderReveals,
  maxRegistersPerBlock,
  maxTxsPerSender,
  type Transaction,
  transactionId,
} from "@stadion/protocol/chain";
import { bytesToHex, equalBytes } from "@stadion/protocol/crypto";
import type { Check } from "../state/index.ts";
import type { SubmitResult } from "./engine.ts";

interface Bounds {
  readonly count: number;
  readonly bytes: number;
}

/** What may wait at once: of strangers, newcomers among them, and besides it of the node's own. */
export interface MempoolLimits extends Bounds {
  readonly registers: number;
  readonly own: Bounds;
}

export const mempoolLimits: MempoolLimits = {
  ...{ count: 5000, bytes: 16_000_000 },
  // Two blocks' worth: whoever waits longer sends it again, and meanwhile it costs no check at every block.
  registers: 2 * maxRegistersPerBlock,
  // Far more than an audit's verdicts of one block.
  own: { count: 1000, bytes: 2_000_000 },
};

/** Transactions that wait for a block. */
export interface Mempool {
  add(tx: Uint8Array): SubmitResult;
  /** The node's own in the order they came; then all others, of heavier senders first, and among equals as they came. */
  waiting(): readonly Uint8Array[];
  /** Drops what a block took, and what could not be taken any more after it. */
  afterBlock(taken: readonly Uint8Array[]): void;
}

interface Waiting {
  readonly tx: Uint8Array;
  readonly isOwn: boolean;
  readonly isRegister: boolean;
  readonly senderHex: string;
  /** In force when the first of its sender's that wait came: one that rose in between would turn their order round. */
  readonly weight: bigint;
  /** The share of a block that it is of (TX6). */
  readonly share: Share | undefined;
}

/** So many of the same name are taken into a block. */
interface Share {
  readonly name: string;
  readonly most: number;
}

/**
 * A bounded pool over the ledger's own check.
 *
 * Of one sender no more wait than one block takes of it (TX6), so nobody's transactions block everybody else's. The
 * node's own have room that nobody else can take and come first in a block, all of them, since nonces rise in the
 * order they were sent: a beacon that strangers could keep out would void the cycle. Among the others who weighs more
 * comes first, and takes the place of who weighs less (LD25): keys are free, weight is not.
 *
 * What costs little is looked at first: `check`, which verifies the signature, comes last.
 *
 * @param weightOf - weight in force of a sender
 */
export function createMempool(
  check: (tx: Uint8Array) => Check,
  limits: MempoolLimits,
  ownKey: Uint8Array,
  weightOf: (sender: Uint8Array) => bigint,
): Mempool {
  const pool = new Map<string, Waiting>();
  const [own, others] = [createTally(limits.own), createTally(limits)];
  const shares = new Map<string, number>();
  /** Of each sender that has something waiting, besides the node. */
  const weights = new Map<string, bigint>();
  let registers = 0;

  const count = ({ tx, isOwn, isRegister, share, senderHex, weight }: Waiting, by: 1 | -1) => {
    (isOwn ? own : others).change(by, by * tx.length);
    if (isRegister) registers += by;
    if (!share) return;
    const used = (shares.get(share.name) ?? 0) + by;
    if (used > 0) shares.set(share.name, used);
    else shares.delete(share.name);
    if (isOwn) return;
    if (used > 0) weights.set(senderHex, weight);
    else weights.delete(senderHex);
  };
  const remove = (id: string) => {
    const entry = pool.get(id);
    if (!entry) return;
    count(entry, -1);
    pool.delete(id);
  };
  /** What makes way for so much weight. */
  const below = (weight: bigint): Bounds => {
    let [count, bytes] = [0, 0];
    if (weight === 0n) return { count, bytes };
    for (const other of pool.values()) {
      if (other.isOwn || other.weight >= weight) continue;
      count++;
      bytes += other.tx.length;
    }
    return { count, bytes };
  };
  const makeWay = ({ tx, isOwn }: Waiting) => {
    while (!isOwn && !others.hasRoom(tx.length)) {
      let last: [string, Waiting] | undefined;
      for (const entry of pool)
        if (!entry[1].isOwn && !(last && last[1].weight < entry[1].weight)) last = entry;
      if (last) remove(last[0]);
    }
  };
  const roomFault = ({ tx, isOwn, isRegister, share, weight }: Waiting) => {
    if (share && (shares.get(share.name) ?? 0) >= share.most) return "too-many";
    const hasRoom = isOwn ? own.hasRoom(tx.length) : others.hasRoom(tx.length, below(weight));
    if (!hasRoom) return "mempool-full";
    return isRegister && !isOwn && registers >= limits.registers ? "mempool-full" : undefined;
  };
  return {
    add(bytes) {
      const id = idOf(bytes);
      if (pool.has(id)) return { ok: false, refusal: "already-known" };
      const tx = decodeTransaction(bytes)?.tx;
      if (!tx) return { ok: false, refusal: "malformed" };
      const entry = describe(
        bytes,
        tx,
        ownKey,
        (senderHex) => weights.get(senderHex) ?? weightOf(tx.sender),
      );
      const refusal = roomFault(entry);
      if (refusal) return { ok: false, refusal };
      const result = check(bytes);
      if (!result.ok) return result;
      makeWay(entry);
      pool.set(id, entry);
      count(entry, 1);
      return result;
    },
    waiting() {
      const entries = [...pool.values()];
      const mine = entries.filter(({ isOwn }) => isOwn);
      const rest = entries.filter(({ isOwn }) => !isOwn);
      return [...mine, ...rest.toSorted(heavierFirst)].map(({ tx }) => tx);
    },
    afterBlock(taken) {
      for (const tx of taken) remove(idOf(tx));
      for (const [id, { tx }] of pool) if (!check(tx).ok) remove(id);
    },
  };
}

function describe(
  bytes: Uint8Array,
  { sender, kind }: Transaction,
  ownKey: Uint8Array,
  weightOf: (senderHex: string) => bigint,
): Waiting {
  const isOwn = equalBytes(sender, ownKey);
  const senderHex = bytesToHex(sender);
  return {
    ...{ tx: bytes.slice(), isOwn, senderHex },
    isRegister: kind === kindNumbers.register,
    weight: weightOf(senderHex),
    share: shareOf(senderHex, kind, isOwn),
  };
}

function heavierFirst(a: Waiting, b: Waiting): number {
  if (a.weight === b.weight) return 0;
  return a.weight > b.weight ? -1 : 1;
}

// TX6, which the embedded engine's own key is the founder of.
function shareOf(senderHex: string, kind: number, isOwn: boolean): Share | undefined {
  if (isOwn && dutyKinds.has(kind)) return undefined;
  if (isOwn && kind === kindNumbers.reveal) return { name: "reveals", most: maxFounderReveals };
  return { name: senderHex, most: maxTxsPerSender };
}

function createTally(bounds: Bounds) {
  let [count, bytes] = [0, 0];
  return {
    /** @param less - what would make way */
    hasRoom: (more: number, less: Bounds = { count: 0, bytes: 0 }) =>
      count - less.count < bounds.count && bytes - less.bytes + more <= bounds.bytes,
    change(byCount: number, byBytes: number) {
      count += byCount;
      bytes += byBytes;
    },
  };
}

function idOf(tx: Uint8Array): string {
  return bytesToHex(transactionId(tx));
}
