import {
  type Bodies,
  decodeSignedBlock,
  encodeBody,
  explain,
  type Kind,
  kindNumbers,
  type NodeRefusal,
  type Refusal,
  refusalOf,
  signTransaction,
  transactionId,
} from "../rules/chain/index.ts";
import { bytesToHex } from "../rules/crypto/index.ts";
import type { KeyGuard } from "./key-guard.ts";
import type { Clock, Network } from "./ports.ts";
import type { LedgerReader } from "./read-ledger.ts";
import { txLifeBlocks } from "./timing.ts";
import type { RefusedView } from "./view.ts";

export interface SenderOptions {
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly lane: number;
  readonly clock: Clock;
  readonly network: Pick<Network, "submit" | "block">;
  readonly reader: Pick<LedgerReader, "account">;
  readonly guard: Pick<KeyGuard, "maySign" | "intend">;
  /** Told of each refusal, by the node or in a block. */
  readonly onRefusal: (refused: RefusedView) => void;
}

/** Signs and submits a Host's transactions, and looks for what becomes of them (HO3). */
export interface Sender {
  /** Whether the node took it in. Whether a block took it is seen in the ledger. */
  send<K extends Kind>(kind: K, body: Bodies[K], at: SendPlace): Promise<boolean>;
  /** Looks at the blocks up to `height` for what was sent. */
  follow(height: bigint): Promise<void>;
}

export interface SendPlace {
  readonly chainId: Uint8Array;
  /** The ledger's last block. */
  readonly height: bigint;
}

export function createSender(options: SenderOptions): Sender {
  const { secretKey, lane, network, guard, onRefusal } = options;
  const pending = new Map<string, { readonly kind: Kind; readonly validUntil: bigint }>();
  const nonces = createNonces(options);
  let followed = 0n;
  return {
    async send(kind, body, { chainId, height }) {
      if (!guard.maySign(chainId)) return false;
      const validUntil = height + txLifeBlocks;
      const submit = async () => {
        const nonce = nonces.next();
        // Kept first: after a crash the ledger's nonce is known as this Host's own.
        await guard.intend(nonce);
        const fields = { chainId, lane, nonce, validUntil, fee: 0n };
        const content = { kind: kindNumbers[kind], body: encodeBody(kind, body) };
        const bytes = signTransaction({ ...fields, ...content }, secretKey);
        return { bytes, answer: await network.submit(bytes) };
      };
      let { bytes, answer } = await submit();
      if (!answer.ok && answer.refusal === "nonce-used" && (await nonces.catchUp())) {
        // This clock was set back, or another process of the key has this lane.
        ({ bytes, answer } = await submit());
      }
      if (!answer.ok) {
        onRefusal(refusedBy("node", kind, answer.refusal, height));
        return false;
      }
      if (pending.size === 0) followed = height;
      pending.set(bytesToHex(transactionId(bytes)), { kind, validUntil });
      return true;
    },
    async follow(height) {
      while (pending.size > 0 && followed < height) {
        const answer = await network.block(followed + 1n);
        followed += 1n;
        for (const [id, code] of resultsOf(answer)) {
          const sent = pending.get(id);
          if (!sent) continue;
          pending.delete(id);
          const refusal = refusalOf(code);
          if (refusal === "nonce-used") await nonces.catchUp();
          if (refusal) onRefusal(refusedBy("block", sent.kind, refusal, followed));
        }
        for (const [id, { validUntil }] of pending) if (validUntil <= followed) pending.delete(id);
      }
    },
  };
}

function refusedBy(
  by: "node" | "block",
  kind: Kind,
  code: Refusal | NodeRefusal,
  height: bigint,
): RefusedView {
  return { kind, by, code, text: explain(code), height };
}

const noncesPerMs = 1000n;
/** A year: how far the ledger's nonce may be ahead of this clock (HO3). */
const maxLeadMs = 365n * 24n * 3_600_000n;

/** Nonces follow the clock and always rise (TX4). */
function createNonces({ clock, lane, publicKey, reader }: SenderOptions): {
  next(): bigint;
  /** Whether the ledger's nonce may be gone on from. */
  catchUp(): Promise<boolean>;
} {
  let last = 0n;
  const clockNonce = () => BigInt(Math.max(0, Math.trunc(clock.nowMs()))) * noncesPerMs;
  return {
    next() {
      const now = clockNonce();
      last = now > last ? now : last + 1n;
      return last;
    },
    async catchUp() {
      const account = await reader.account(publicKey);
      const taken = account?.lanes.find((entry) => entry.lane === lane)?.nonce ?? 0n;
      // A lane in which the highest nonce was signed is lost for good: a node must not be able to ask for it.
      if (taken > clockNonce() + maxLeadMs * noncesPerMs) return false;
      if (taken > last) last = taken;
      return true;
    },
  };
}

function resultsOf(answer: Awaited<ReturnType<Network["block"]>>): [string, number][] {
  const signed = answer && decodeSignedBlock(answer.block);
  if (!answer || !signed) return [];
  return signed.block.txs.map((tx, i) => [bytesToHex(transactionId(tx)), answer.codes[i] ?? 0]);
}
