import { decodeTransaction, maxTxsPerSender, transactionId } from "@stadion/protocol/chain";
import { bytesToHex } from "@stadion/protocol/crypto";
import type { Check } from "../state/index.ts";
import type { SubmitResult } from "./engine.ts";

export interface MempoolLimits {
  readonly count: number;
  readonly bytes: number;
}

export const mempoolLimits: MempoolLimits = { count: 5000, bytes: 16_000_000 };

/** Transactions that wait for a block, in the order they came. */
export interface Mempool {
  add(tx: Uint8Array): SubmitResult;
  waiting(): readonly Uint8Array[];
  /** Drops what a block took, and what could not be taken any more after it. */
  afterBlock(taken: readonly Uint8Array[]): void;
}

interface Waiting {
  readonly tx: Uint8Array;
  readonly senderHex: string;
}

/**
 * A bounded pool over the ledger's own check.
 *
 * Of one sender no more wait than one block takes of it (TX6), so nobody's transactions block everybody else's.
 */
export function createMempool(check: (tx: Uint8Array) => Check, limits: MempoolLimits): Mempool {
  const pool = new Map<string, Waiting>();
  const bySender = new Map<string, number>();
  let bytes = 0;

  const remove = (id: string) => {
    const entry = pool.get(id);
    if (!entry) return;
    const left = (bySender.get(entry.senderHex) ?? 0) - 1;
    if (left > 0) bySender.set(entry.senderHex, left);
    else bySender.delete(entry.senderHex);
    bytes -= entry.tx.length;
    pool.delete(id);
  };
  return {
    add(tx) {
      const id = idOf(tx);
      if (pool.has(id)) return { ok: false, refusal: "already-known" };
      if (pool.size >= limits.count || bytes + tx.length > limits.bytes)
        return { ok: false, refusal: "mempool-full" };
      const result = check(tx);
      if (!result.ok) return result;
      const senderHex = bytesToHex(decodeTransaction(tx)?.tx.sender ?? new Uint8Array());
      const share = bySender.get(senderHex) ?? 0;
      if (share >= maxTxsPerSender) return { ok: false, refusal: "too-many" };
      pool.set(id, { tx: tx.slice(), senderHex });
      bySender.set(senderHex, share + 1);
      bytes += tx.length;
      return result;
    },
    waiting: () => [...pool.values()].map(({ tx }) => tx),
    afterBlock(taken) {
      for (const tx of taken) remove(idOf(tx));
      for (const [id, { tx }] of pool) if (!check(tx).ok) remove(id);
    },
  };
}

function idOf(tx: Uint8Array): string {
  return bytesToHex(transactionId(tx));
}
