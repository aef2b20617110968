import type { Engine } from "@stadion/ledger/engine";
import {
  type Bodies,
  encodeBody,
  explain,
  type Kind,
  kindNumbers,
  signTransaction,
} from "@stadion/protocol/chain";
import { publicKeyOf } from "@stadion/protocol/crypto";
import { resendBlocks, txLifeBlocks } from "@stadion/protocol/host";
import type { StateReader } from "./state-reader.ts";

const lane = 0;

/** Sends what the node's own duties owe the ledger. */
export interface Sender {
  readonly key: Uint8Array;
  /**
   * Signs and submits, unless the same `duty` was sent a moment ago.
   *
   * A duty calls this at every block until the ledger shows that it is done, so nothing is lost with
   * the waiting transactions of a node that was killed.
   *
   * @returns whether another of this kind may find room before the next block; where not, nothing is signed until then
   */
  send<K extends Kind>(duty: string, kind: K, body: Bodies[K]): boolean;
}

export interface SenderOptions {
  readonly engine: Pick<Engine, "submit">;
  readonly reader: Pick<StateReader, "height" | "lastNonce">;
  readonly chainId: Uint8Array;
  readonly secretKey: Uint8Array;
  readonly nowMs: () => number;
  readonly warn: (message: string) => void;
}

export function createSender(options: SenderOptions): Sender {
  const { engine, reader, chainId, secretKey, nowMs, warn } = options;
  const key = publicKeyOf(secretKey);
  const sentAt = new Map<string, bigint>();
  /** Heights at which there was no more room for a kind. */
  const fullAt = new Map<Kind, bigint>();
  let last = 0n;
  let cleanedAt = -1n;
  /** Rises even if the clock went back since the last run. */
  const nextNonce = () => {
    const used = reader.lastNonce(key, lane);
    const least = (used > last ? used : last) + 1n;
    const clock = BigInt(nowMs()) * 1000n;
    last = clock > least ? clock : least;
    return last;
  };
  const forgetOld = (height: bigint) => {
    if (cleanedAt === height) return;
    cleanedAt = height;
    for (const [name, at] of sentAt) if (at + resendBlocks <= height) sentAt.delete(name);
  };
  return {
    key,
    send(duty, kind, body) {
      const height = reader.height();
      forgetOld(height);
      if (fullAt.get(kind) === height) return false;
      if (sentAt.has(duty)) return true;
      const tx = {
        chainId,
        lane,
        nonce: nextNonce(),
        validUntil: height + txLifeBlocks,
        fee: 0n,
        kind: kindNumbers[kind],
        body: encodeBody(kind, body),
      };
      const answer = engine.submit(signTransaction(tx, secretKey));
      if (answer.ok) {
        sentAt.set(duty, height);
        return true;
      }
      const { refusal } = answer;
      // Then the rest waits for the next block: many reveals at once are no fault.
      if (refusal !== "too-many") warn(`${duty} was refused: ${explain(refusal)}`);
      const isFull = refusal === "too-many" || refusal === "mempool-full";
      if (isFull) fullAt.set(kind, height);
      return !isFull;
    },
  };
}
