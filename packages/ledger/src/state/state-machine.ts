import {
  decodeTransaction,
  maxBlockTxBytes,
  maxTxBytes,
  maxTxsPerBlock,
  transactionMessage,
} from "@stadion/protocol/chain";
import { bytesToHex, type VerifySignature, verifySignature } from "@stadion/protocol/crypto";
import type { Params } from "@stadion/protocol/params";
import { emptyRoom } from "./accounts/types.ts";
import { applyIfGood, applyTransaction, type TransactionOutcome } from "./apply-transaction.ts";
import {
  beginChain,
  type Chain,
  commitBlock,
  type PendingBlock,
  resumeChain,
  runBlock,
} from "./chain.ts";
import { rejected } from "./check.ts";
import type { StateMachine } from "./contract.ts";
import type { Network } from "./network.ts";
import { queryState } from "./query.ts";
import { createStateDraft } from "./records.ts";
import type { StateStore } from "./store.ts";

export interface StateMachineOptions {
  readonly store: StateStore;
  readonly params: Params;
  /** Judges signatures; must say what ZIP-215 says on every one (TX3). */
  readonly verify?: VerifySignature;
}

/**
 * The ledger's state machine, in the state that its store holds.
 *
 * Throws `RangeError` if the store holds anything but a state of these params.
 */
export function createStateMachine({
  store,
  params,
  verify = verifySignature,
}: StateMachineOptions): StateMachine {
  checkLengths(params);
  const saved = store.load();
  let chain = saved && resumeChain(saved, { params, verify });
  let pending: PendingBlock | undefined;
  let lists = createListMemory();
  return {
    info: () => ({ height: chain?.height ?? 0n, appHash: chain?.appHash ?? new Uint8Array() }),
    initChain(genesis) {
      if (chain) throw new TypeError("the chain has begun already");
      chain = beginChain(genesis, { params, verify });
      return { appHash: chain.appHash };
    },
    checkTx(tx) {
      const { network, height, base } = begun(chain);
      const unsigned = { base, network: { ...network, verify: () => true } };
      const { result } = dryRun(unsigned, height + 1n)(tx);
      // Last, since it costs a thousand times the rest and a stranger chooses how often it is asked.
      return result.ok && !isSigned(tx, network) ? rejected("bad-signature") : result;
    },
    prepareProposal({ height, txs }) {
      return propose(begun(chain), height, txs);
    },
    processProposal: ({ txs }) => fitsBlock(txs),
    finalizeBlock(block) {
      const current = begun(chain);
      if (block.height !== current.height + 1n)
        throw new RangeError(`expected block ${current.height + 1n}, found ${block.height}`);
      const ran = runBlock(current, block);
      pending = ran.pending;
      return { codes: ran.codes, appHash: pending.appHash, validatorUpdates: [] };
    },
    commit() {
      if (!pending) throw new TypeError("no block was finalized");
      commitBlock(begun(chain), pending, store);
      pending = undefined;
      lists = createListMemory();
    },
    query(path, key) {
      const { height, genesis, base } = begun(chain);
      if (path === "genesis") return { height, value: genesis };
      return { height, value: lists(path, key, () => queryState(base, path, key)) };
    },
  };
}

/**
 * Long lists as they were encoded for one state: 65,536 entries take half a second, and anybody may ask for them.
 *
 * There are few: the Sprints that are kept, and the weights.
 */
function createListMemory() {
  const known = new Map<string, Uint8Array>();
  return (path: string, key: Uint8Array, read: () => Uint8Array | undefined) => {
    const name = `${path} ${bytesToHex(key)}`;
    const value = known.get(name) ?? read();
    if (value && value.length >= longListBytes) known.set(name, value);
    return value;
  };
}

const longListBytes = 10_000;

function begun(chain: Chain | undefined): Chain {
  if (!chain) throw new TypeError("the chain has no genesis yet");
  return chain;
}

/** LD25: what has its effect, then what shows its sender why it has none; so that copies take nobody's room. */
function propose(
  { base, network }: Pick<Chain, "base" | "network">,
  height: bigint,
  txs: readonly Uint8Array[],
): readonly Uint8Array[] {
  const { draft } = createStateDraft(base);
  const block = { network, height, room: emptyRoom() };
  const good = new Set(txs.filter((tx) => applyIfGood(draft, tx, block).ok));
  const shown: Uint8Array[] = [];
  for (const tx of txs) {
    if (shown.length === maxShownRefusals) break;
    if (!good.has(tx) && applyTransaction(draft, tx, block).taken) shown.push(tx);
  }
  return [...good, ...shown];
}

/** Transactions that a block carries only to refuse them (LD25). Others fall out of the pool after it. */
const maxShownRefusals = 64;

/** Runs transactions one after the other on a draft that nobody keeps. */
function dryRun(
  { base, network }: Pick<Chain, "base" | "network">,
  height: bigint,
): (tx: Uint8Array) => TransactionOutcome {
  const { draft } = createStateDraft(base);
  const context = { network, height, room: emptyRoom() };
  return (tx) => applyTransaction(draft, tx, context);
}

// TX3
function isSigned(bytes: Uint8Array, { verify }: Network): boolean {
  const signed = decodeTransaction(bytes);
  if (!signed) return false;
  return verify(signed.signature, transactionMessage(signed.tx), signed.tx.sender);
}

// TX6
function fitsBlock(txs: readonly Uint8Array[]): boolean {
  const bytes = txs.reduce((sum, tx) => sum + tx.length, 0);
  const fitsEach = txs.every((tx) => tx.length <= maxTxBytes);
  return txs.length <= maxTxsPerBlock && bytes <= maxBlockTxBytes && fitsEach;
}

function checkLengths({ cycle }: Params): void {
  const { dealBlocks, openBlocks, sprintMaxBlocks, revealBlocks } = cycle;
  const { secondOpenBlocks, auditBlocks, cycleBlocks } = cycle;
  const first = dealBlocks + openBlocks + sprintMaxBlocks + revealBlocks;
  const phases = first + secondOpenBlocks + auditBlocks;
  if (phases >= cycleBlocks)
    throw new RangeError(`the phases take ${phases} blocks, the cycle has ${cycleBlocks}`);
}
