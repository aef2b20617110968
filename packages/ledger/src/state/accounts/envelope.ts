import {
  decodeTransaction,
  dutyKinds,
  kindNumbers,
  maxBlockTxBytes,
  maxFounderReveals,
  maxRegistersPerBlock,
  maxTxLifeBlocks,
  maxTxsPerSender,
  type SignedTransaction,
  type Transaction,
  transactionMessage,
  transactionVersion,
} from "@stadion/protocol/chain";
import { bytesToHex, equalBytes } from "@stadion/protocol/crypto";
import { rejected } from "../check.ts";
import type { Check } from "../contract.ts";
import { currentCycle } from "../cycle/queries.ts";
import type { Network } from "../network.ts";
import { isRegistered, lastNonce } from "./queries.ts";
import type { AccountsDraft, AccountsState, BlockRoom } from "./types.ts";

export type EnvelopeFault =
  | "malformed"
  | "wrong-version"
  | "wrong-chain"
  | "bad-signature"
  | "expired"
  | "valid-too-long"
  | "nonce-used"
  | "fee-not-zero"
  | "too-many"
  | "not-registered"
  | "block-too-big";

export type Envelope =
  | { readonly ok: true; readonly tx: Transaction; readonly bytes: number }
  | Extract<Check<EnvelopeFault>, { ok: false }>;

/**
 * Whether a block may take a transaction, whatever its body says. Reads only.
 *
 * The first fault in the order of result codes is the one that counts, but the block's room comes first: what has
 * no room is not even read.
 *
 * @see spec/ledger.md TX5
 */
export function checkEnvelope(
  state: AccountsState,
  bytes: Uint8Array,
  { network, height, room }: { network: Network; height: bigint; room: BlockRoom },
): Envelope {
  if (room.bytes + bytes.length > maxBlockTxBytes) return refused("block-too-big"); // TX6
  const signed = decodeTransaction(bytes);
  if (!signed) return refused("malformed"); // TX1
  const { tx } = signed;
  const fault =
    checkContent(signed, network) ?? checkLife(state, tx, height) ?? checkShare(state, tx, room);
  return fault ? refused(fault) : { ok: true, tx, bytes: bytes.length };
}

function checkContent(
  { tx, signature }: SignedTransaction,
  { chainId, verify }: Network,
): EnvelopeFault | undefined {
  if (tx.version !== transactionVersion) return "wrong-version"; // TX2
  if (!equalBytes(tx.chainId, chainId)) return "wrong-chain"; // TX2
  if (!verify(signature, transactionMessage(tx), tx.sender)) return "bad-signature"; // TX3
  return undefined;
}

// TX4
function checkLife(
  state: AccountsState,
  tx: Transaction,
  height: bigint,
): EnvelopeFault | undefined {
  if (tx.validUntil < height) return "expired";
  if (tx.validUntil > height + maxTxLifeBlocks) return "valid-too-long";
  const last = lastNonce(state, tx.sender, tx.lane);
  if (last !== undefined && tx.nonce <= last) return "nonce-used";
  return undefined;
}

// TX6
function checkShare(
  state: AccountsState,
  tx: Transaction,
  room: BlockRoom,
): EnvelopeFault | undefined {
  const { sender, fee, kind } = tx;
  if (fee !== 0n) return "fee-not-zero";
  const isRegister = kind === kindNumbers.register;
  if (!hasShare(state, tx, room)) return "too-many";
  if (isRegister && room.registers >= maxRegistersPerBlock) return "too-many";
  // LD12. Here, so that keys which cost nothing leave nothing in the state.
  if (!isRegister && !isRegistered(state, sender)) return "not-registered";
  return undefined;
}

function hasShare(state: AccountsState, tx: Transaction, room: BlockRoom): boolean {
  switch (shareOf(state, tx)) {
    case "duty":
      return true;
    case "reveals":
      return room.reveals < maxFounderReveals;
    case "sender":
      return (room.bySender.get(bytesToHex(tx.sender)) ?? 0) < maxTxsPerSender;
  }
}

/** What bounds a transaction in number: nothing for what a founder owes everybody, else a share (TX6). */
function shareOf(
  state: AccountsState,
  { sender, kind }: Transaction,
): "duty" | "reveals" | "sender" {
  if (!equalBytes(sender, currentCycle(state).founder)) return "sender";
  if (kind === kindNumbers.reveal) return "reveals";
  return dutyKinds.has(kind) ? "duty" : "sender";
}

function refused(refusal: EnvelopeFault): Envelope {
  return rejected(refusal) as Extract<Check<EnvelopeFault>, { ok: false }>;
}

/** Uses up the nonce and the room of a transaction that `checkEnvelope` accepted. Cannot fail. */
export function applyEnvelope(
  draft: AccountsDraft & AccountsState,
  { tx, bytes }: Extract<Envelope, { ok: true }>,
  room: BlockRoom,
): void {
  const { sender, lane, nonce, kind } = tx;
  const account = draft.account.get(sender) ?? { key: sender, balance: 0n, lanes: [] };
  const others = account.lanes.filter((used) => used.lane !== lane);
  const lanes = [...others, { lane, nonce }].toSorted((a, b) => a.lane - b.lane);
  draft.account.set(sender, { ...account, lanes });
  const share = shareOf(draft, tx);
  const senderHex = bytesToHex(sender);
  if (share === "sender") room.bySender.set(senderHex, (room.bySender.get(senderHex) ?? 0) + 1);
  if (share === "reveals") room.reveals++;
  if (kind === kindNumbers.register) room.registers++;
  room.bytes += bytes;
}
