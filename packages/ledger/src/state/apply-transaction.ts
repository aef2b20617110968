import {
  type Bodies,
  decodeBody,
  type Kind,
  kindName,
  refusalCode,
  type Transaction,
} from "@stadion/protocol/chain";
import { applyEnvelope, checkEnvelope } from "./accounts/envelope.ts";
import {
  applyHeartbeat,
  applyRegister,
  checkHeartbeat,
  checkRegister,
} from "./accounts/transition.ts";
import type { BlockRoom } from "./accounts/types.ts";
import {
  applyBeaconDeal,
  applyBeaconOpen,
  checkBeaconDeal,
  checkBeaconOpen,
} from "./beacon-single/transition.ts";
import { rejected } from "./check.ts";
import type { Check } from "./contract.ts";
import type { Network } from "./network.ts";
import type { Draft, State } from "./records.ts";
import {
  applyReveal,
  applySprintCommit,
  applyVerdict,
  checkReveal,
  checkSprintCommit,
  checkVerdict,
} from "./sprint/transition.ts";

/** Where a transaction stands: its block, and what that block still has room for. */
export interface BlockContext {
  readonly network: Network;
  readonly height: bigint;
  readonly room: BlockRoom;
}

interface KindRules<K extends Kind> {
  check(state: State, sender: Uint8Array, body: Bodies[K], block: BlockContext): Check;
  apply(draft: Draft, sender: Uint8Array, body: Bodies[K], block: BlockContext): void;
}

const rules: { readonly [K in Kind]: KindRules<K> } = {
  register: {
    check: (state, sender, body) => checkRegister(state, sender, body),
    apply: (draft, sender, body, { height }) => applyRegister(draft, sender, body, height),
  },
  heartbeat: {
    check: (_, __, body, { height }) => checkHeartbeat(body, height),
    apply: (draft, sender, _, { height }) => applyHeartbeat(draft, sender, height),
  },
  commit: {
    check: (state, sender, body, { network }) =>
      checkSprintCommit(state, sender, body, network.params.sprint),
    apply: (draft, sender, body, { height }) => applySprintCommit(draft, sender, body, height),
  },
  reveal: {
    check: (state, _, body, { network }) => checkReveal(state, body, network.params.sprint),
    apply: (draft, _, body, { height }) => applyReveal(draft, body, height),
  },
  verdict: {
    check: (state, sender, body) => checkVerdict(state, sender, body),
    apply: (draft, _, body, { height }) => applyVerdict(draft, body, height),
  },
  beaconDeal: {
    check: (state, sender, body) => checkBeaconDeal(state, sender, body),
    apply: (draft, _, body, { height }) => applyBeaconDeal(draft, body, height),
  },
  beaconOpen: {
    check: (state, sender, body, { network }) =>
      checkBeaconOpen(state, sender, body, network.chainId),
    apply: (draft, _, body, { network, height }) =>
      applyBeaconOpen(draft, body, network.chainId, height),
  },
};

export interface TransactionOutcome {
  readonly result: Check;
  /** Whether the nonce was used up, be the body good or not (TX5). */
  readonly taken: boolean;
}

/** Applies one transaction to the block's draft as far as it is good (TX5). */
export function applyTransaction(
  draft: Draft,
  bytes: Uint8Array,
  block: BlockContext,
): TransactionOutcome {
  const envelope = checkEnvelope(draft, bytes, block);
  if (!envelope.ok) return { result: envelope, taken: false };
  applyEnvelope(draft, envelope, block.room);
  const content = readContent(draft, envelope.tx, block);
  if (content.result.ok) content.apply?.(draft);
  return { result: content.result, taken: true };
}

/** Applies one that is good in full, and no other, not even its envelope; gives what is said of it either way. */
export function applyIfGood(draft: Draft, bytes: Uint8Array, block: BlockContext): Check {
  const envelope = checkEnvelope(draft, bytes, block);
  if (!envelope.ok) return envelope;
  const { result, apply } = readContent(draft, envelope.tx, block);
  if (!result.ok) return result;
  applyEnvelope(draft, envelope, block.room);
  apply?.(draft);
  return result;
}

interface Content {
  readonly result: Check;
  readonly apply?: (draft: Draft) => void;
}

/** What a transaction's kind and body come to; nobody asks them about what its envelope changes. */
function readContent(state: State, tx: Transaction, block: BlockContext): Content {
  const kind = kindName(tx.kind);
  return kind ? readBody(kind, state, tx, block) : { result: rejected("unknown-kind") };
}

function readBody<K extends Kind>(
  kind: K,
  state: State,
  { sender, body: bytes }: Transaction,
  block: BlockContext,
): Content {
  const body = decodeBody(kind, bytes);
  if (!body) return { result: rejected("malformed") }; // TX7
  const { check, apply } = rules[kind];
  const result = check(state, sender, body, block);
  return { result, apply: (draft) => apply(draft, sender, body, block) };
}

export function resultCode(result: Check): number {
  return result.ok ? 0 : refusalCode(result.refusal);
}
