import { deriveChainId } from "@stadion/protocol/chain";
import { bytesToHex, equalBytes, type VerifySignature } from "@stadion/protocol/crypto";
import type { Params } from "@stadion/protocol/params";
import { appHash, type Leaves, updateLeaves } from "./app-hash.ts";
import { applyBlock, applyGenesis } from "./apply-block.ts";
import type { BlockToFinalize } from "./contract.ts";
import type { Network } from "./network.ts";
import { readGenesis } from "./read-genesis.ts";
import {
  applyChange,
  type Base,
  createBase,
  createStateDraft,
  type RecordChange,
} from "./records.ts";
import type { SavedState, StateStore } from "./store.ts";

/** A chain that has begun, with its committed state. */
export interface Chain {
  readonly network: Network;
  readonly genesis: Uint8Array;
  readonly base: Base;
  height: bigint;
  appHash: Uint8Array;
  leaves: Leaves;
  /** What is in no store yet: the records of the genesis, before the first block is committed. */
  unsaved: readonly RecordChange[];
}

/** What a block makes of the state, until it is committed or dropped. */
export interface PendingBlock {
  readonly height: bigint;
  readonly appHash: Uint8Array;
  readonly leaves: Leaves;
  readonly changes: readonly RecordChange[];
}

type Rules = { readonly params: Params; readonly verify: VerifySignature };

export function beginChain(genesis: Uint8Array, rules: Rules): Chain {
  const { draft, changes } = createStateDraft(createBase());
  applyGenesis(draft, readGenesis(genesis, rules.params), rules.params);
  const records = changes();
  return { ...chainOf(genesis, records, rules), unsaved: records };
}

/** Throws `RangeError` if the records are not those of the stored app hash, or of other params. */
export function resumeChain(saved: SavedState, rules: Rules): Chain {
  const chain = chainOf(saved.genesis, [...saved.records], rules);
  if (!equalBytes(chain.appHash, saved.appHash))
    throw new RangeError(`the records at height ${saved.height} do not have the stored app hash`);
  return { ...chain, height: saved.height };
}

function chainOf(genesis: Uint8Array, records: readonly RecordChange[], rules: Rules): Chain {
  const chainId = deriveChainId(readGenesis(genesis, rules.params));
  const base = createBase();
  for (const record of records) applyChange(base, record);
  const leaves = updateLeaves([], records);
  const state = { height: 0n, appHash: appHash(leaves), leaves, unsaved: [] };
  return { network: { chainId, ...rules }, genesis, base, ...state };
}

/** Runs a block on a draft over the state, which stays as it is. */
export function runBlock(
  { base, network, leaves: before }: Chain,
  block: BlockToFinalize,
): { codes: readonly number[]; pending: PendingBlock } {
  const { draft, changes: changesOf } = createStateDraft(base);
  const codes = applyBlock(draft, block, network);
  const changes = changesOf();
  const leaves = updateLeaves(before, changes);
  return { codes, pending: { height: block.height, appHash: appHash(leaves), leaves, changes } };
}

/** Stores what a block changed, then makes it the state. */
export function commitBlock(chain: Chain, pending: PendingBlock, store: StateStore): void {
  const { height, appHash, leaves, changes } = pending;
  const { genesis, unsaved } = chain;
  store.save({ height, appHash, genesis, changes: mergeChanges(unsaved, changes) });
  for (const change of changes) applyChange(chain.base, change);
  Object.assign(chain, { height, appHash, leaves, unsaved: [] });
}

/** The later change of a key counts. */
function mergeChanges(
  first: readonly RecordChange[],
  then: readonly RecordChange[],
): readonly RecordChange[] {
  const merged = new Map<string, RecordChange>();
  for (const change of [...first, ...then]) merged.set(bytesToHex(change.key), change);
  return [...merged.values()];
}
