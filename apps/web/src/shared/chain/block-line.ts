import { type BeaconRole, type Kind, kindName } from "@stadion/protocol/chain";
import { bytesToHex } from "@stadion/protocol/crypto";
import type { BlockFacts, TxFacts } from "./read-block.ts";

/** What a list keeps of a block: small, however much the block took. */
export interface BlockLine {
  readonly height: bigint;
  readonly timeMs: number;
  /** Address of the validator that proposed it, 40 hex digits. */
  readonly proposer: string;
  /** All transactions. */
  readonly txs: number;
  /** Transactions that the ledger took, by kind. */
  readonly taken: Readonly<Partial<Record<Kind, number>>>;
  readonly refused: number;
  /** Transactions from or about the own Host. */
  readonly own: number;
  /** Beacon values that it opened: 0 for R, 1 for R'. */
  readonly opened: readonly BeaconRole[];
}

/** @param hostId - of the own Host, 64 hex digits; `undefined` if there is none */
export function blockLine(block: BlockFacts, hostId: string | undefined): BlockLine {
  const { header, height, timeMs, txs } = block;
  const taken: Partial<Record<Kind, number>> = {};
  const opened: BeaconRole[] = [];
  let refused = 0;
  for (const { tx, code, content } of txs) {
    const kind = tx && kindName(tx.kind);
    if (code !== 0 || !kind) refused += 1;
    else taken[kind] = (taken[kind] ?? 0) + 1;
    if (code === 0 && content?.kind === "beaconOpen") opened.push(content.body.role);
  }
  return {
    ...{ height, timeMs, taken, refused, opened },
    proposer: bytesToHex(header.proposerAddress),
    txs: txs.length,
    own: hostId === undefined ? 0 : txs.filter((tx) => concerns(tx, hostId)).length,
  };
}

/** Whether a transaction is from a Host or about it. */
export function concerns({ tx, content }: TxFacts, hostId: string): boolean {
  if (tx && bytesToHex(tx.sender) === hostId) return true;
  return content !== undefined && "host" in content.body
    ? bytesToHex(content.body.host) === hostId
    : false;
}
