/**
 * A second run of everything that a data folder holds, from the genesis on and in memory (LD26).
 *
 *   genesis ──► state 0      block 1 ──► checked, run ──► results 1, state 1      block 2 ──► …
 *                             names state 0                names what was kept      names state 1
 *
 * Nothing of the folder is believed: state and results that it keeps are compared with those of the run.
 */
import {
  decodeSignedBlock,
  deriveChainId,
  type Genesis,
  headerChainId,
  msOfTime,
  resultsHash,
  type SignedBlock,
  updateValidators,
  type Validator,
} from "@stadion/protocol/chain";
import {
  bytesToHex,
  compareBytes,
  equalBytes,
  type VerifySignature,
  verifySignature,
} from "@stadion/protocol/crypto";
import { createStateMachine, type SavedState, type StateMachine } from "../state/index.ts";
import { createMemoryStore, type LedgerSnapshot } from "../store/index.ts";
import { blockFault, type ExpectedBlock } from "./check-block.ts";
import { preferNative } from "./native-verify.ts";
import { readNetwork, startMachine } from "./open-ledger.ts";
import { resultsCodec } from "./results.ts";

/** How a replay ended: where the chain stands, or the first height that is wrong and why. */
export type ReplayOutcome =
  | { readonly ok: true; readonly height: bigint; readonly appHash: Uint8Array }
  | { readonly ok: false; readonly height: bigint; readonly fault: string };

/**
 * Replays a folder's blocks from its genesis; yields each height once it is reached.
 *
 * Throws `DataFolderError` for a network that this version does not know: that says nothing of its blocks.
 *
 * @see spec/ledger.md LD26
 */
export function* replayLedger(
  snapshot: LedgerSnapshot,
  verify: VerifySignature = preferNative(verifySignature),
): Generator<bigint, ReplayOutcome> {
  const run = startRun(snapshot, verify);
  for (let height = 0n; ; height++) {
    const fault =
      (height > 0n ? runBlock(run, snapshot, height) : undefined) ?? stateFault(run, snapshot);
    if (fault) return { ok: false, height, fault };
    const { appHash } = run.machine.info();
    if (height >= snapshot.lastHeight) return aheadFault(snapshot) ?? { ok: true, height, appHash };
    yield height;
  }
}

interface Run {
  readonly genesis: Genesis;
  readonly chainId: string;
  readonly machine: StateMachine;
  readonly verify: VerifySignature;
  /** The run's own state, as a store would have it. */
  readonly load: () => SavedState | undefined;
  previous: SignedBlock | undefined;
  lastResultsHash: Uint8Array;
  /** Who signs the next block, and the one after it (LD5). */
  validators: readonly [readonly Validator[], readonly Validator[]];
}

function startRun({ folder, genesis: bytes }: LedgerSnapshot, verify: VerifySignature): Run {
  const { genesis, params } = readNetwork(folder, bytes);
  const { state } = createMemoryStore();
  const machine = startMachine(folder, () => {
    const started = createStateMachine({ store: state, params, verify });
    started.initChain(bytes);
    return started;
  });
  return {
    ...{ genesis, machine, verify, load: state.load },
    chainId: headerChainId(deriveChainId(genesis)),
    previous: undefined,
    lastResultsHash: resultsHash([]),
    validators: [genesis.validators, genesis.validators],
  };
}

/** Checks a block and runs it; gives what is wrong with it. */
function runBlock(run: Run, snapshot: LedgerSnapshot, height: bigint): string | undefined {
  const bytes = snapshot.block(height);
  if (!bytes) return "is missing";
  const signed = decodeSignedBlock(bytes);
  if (!signed) return "is damaged: its bytes are no block";
  const fault = blockFault(signed, expectedBlock(run, height), run.verify);
  if (fault) return fault;
  const { header, txs } = signed.block;
  const block = { height, timeMs: Number(msOfTime(header.time)), txs };
  if (!run.machine.processProposal(block)) return "carries more than a block may";
  const { codes, appHash, validatorUpdates } = run.machine.finalizeBlock(block);
  const [, next] = run.validators;
  const validators = updateValidators(next, validatorUpdates);
  const kept = snapshot.results(height);
  if (kept && !equalBytes(kept, resultsCodec.encode({ codes, appHash, validators })))
    return "has kept results that differ from those a replay gives";
  run.machine.commit();
  run.previous = signed;
  run.lastResultsHash = resultsHash(codes);
  run.validators = [next, validators];
  return undefined;
}

function expectedBlock(run: Run, height: bigint): ExpectedBlock {
  const { genesis, chainId, previous, lastResultsHash, machine } = run;
  const [validators, nextValidators] = run.validators;
  const previousMs = previous ? msOfTime(previous.block.header.time) : genesis.timeMs;
  const { appHash } = machine.info();
  const place = { chainId, height, previous, previousMs };
  return { ...place, validators, nextValidators, appHash, lastResultsHash };
}

/** What is wrong with the state that the folder keeps, if it is the one of this height. */
function stateFault(
  { machine, load }: Run,
  { state: kept, genesis }: LedgerSnapshot,
): string | undefined {
  const { height, appHash } = machine.info();
  if (kept?.height !== height) return undefined;
  if (!equalBytes(kept.genesis, genesis)) return "has a kept state of another genesis";
  if (!equalBytes(kept.appHash, appHash)) return "has a kept state with another app hash";
  const key = differingKey([...(load()?.records ?? [])], [...kept.records]);
  if (!key) return undefined;
  const name = `table ${key[0]}, key ${bytesToHex(key.subarray(1))}`;
  return `has a kept state whose record differs from that of a replay: ${name}`;
}

type Records = readonly { readonly key: Uint8Array; readonly record: Uint8Array | undefined }[];

/** The first key that has other bytes in one list than in the other, or is in one alone. */
function differingKey(a: Records, b: Records): Uint8Array | undefined {
  const kept = new Map(b.map(({ key, record }) => [bytesToHex(key), record]));
  const wrong = a.filter(({ key, record }) => {
    const other = kept.get(bytesToHex(key));
    kept.delete(bytesToHex(key));
    return !record || !other || !equalBytes(record, other);
  });
  const surplus = b.filter(({ key }) => kept.has(bytesToHex(key)));
  return [...wrong, ...surplus].map(({ key }) => key).toSorted(compareBytes)[0];
}

function aheadFault({ state, lastHeight }: LedgerSnapshot): ReplayOutcome | undefined {
  if (!state || state.height <= lastHeight) return undefined;
  return { ok: false, height: state.height, fault: "has a kept state but is missing itself" };
}
