import {
  type BeaconRole,
  decodeBody,
  decodeTransaction,
  type Kind,
  kindName,
  type Transaction,
} from "@stadion/protocol/chain";
import { bytesToHex, equalBytes, hexToBytes } from "@stadion/protocol/crypto";
import type { BlockFacts } from "./read-block.ts";
import { rest } from "./rest.ts";

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

// A block may have 8,192 transactions, and reading one takes some 10 µs.
const txsAtOnce = 1000;

/**
 * Reads a block's line, with rests in between where the block is big.
 *
 * @param hostId - of the own Host, 64 hex digits; `undefined` if there is none
 */
export async function readLine(block: BlockFacts, hostId: string | undefined): Promise<BlockLine> {
  const tally: Tally = { taken: {}, refused: 0, own: 0, opened: [] };
  const own = hostId === undefined ? undefined : hexToBytes(hostId);
  for (const [i, encoding] of block.txs.entries()) {
    if (i > 0 && i % txsAtOnce === 0) await rest();
    count(tally, encoding, block.codes[i] ?? 0, own);
  }
  const { header, height, timeMs, txs } = block;
  const proposer = bytesToHex(header.proposerAddress);
  return { ...tally, height, timeMs, proposer, txs: txs.length };
}

interface Tally {
  taken: Partial<Record<Kind, number>>;
  refused: number;
  own: number;
  opened: BeaconRole[];
}

function count(
  tally: Tally,
  encoding: Uint8Array,
  code: number,
  own: Uint8Array | undefined,
): void {
  const tx = decodeTransaction(encoding)?.tx;
  const kind = tx && kindName(tx.kind);
  const isTaken = code === 0 && kind !== undefined;
  if (isTaken) tally.taken[kind] = (tally.taken[kind] ?? 0) + 1;
  else tally.refused += 1;
  if (!tx) return;
  if (isTaken && kind === "beaconOpen") {
    const body = decodeBody("beaconOpen", tx.body);
    if (body) tally.opened.push(body.role);
  }
  if (own && isAbout(tx, own)) tally.own += 1;
}

/** Whether a transaction is from a Host or about it. */
export function isAbout(tx: Transaction, host: Uint8Array): boolean {
  if (equalBytes(tx.sender, host)) return true;
  const kind = kindName(tx.kind);
  if (kind !== "reveal" && kind !== "verdict") return false;
  const body = decodeBody(kind, tx.body);
  return body !== undefined && equalBytes(body.host, host);
}
