/**
 * Blocks in a store, and the state they lead to. A block takes three durable steps (LD6):
 *
 *   1  the signed block is stored         a start after this runs the block
 *   2  its results are stored             a start after this runs it again and compares
 *   3  the state is committed             a start after this goes on with the next block
 */
import {
  decodeSignedBlock,
  encodeSignedBlock,
  msOfTime,
  resultsHash,
  type SignedBlock,
  updateValidators,
  type Validator,
} from "@stadion/protocol/chain";
import { equalBytes } from "@stadion/protocol/crypto";
import type { StateMachine } from "../state/index.ts";
import { DataFolderError, type LedgerStore } from "../store/index.ts";
import type { StoredBlock } from "./engine.ts";
import { type BlockResults, resultsCodec } from "./results.ts";

export interface Ledger {
  readonly store: LedgerStore;
  readonly machine: StateMachine;
  readonly genesisValidators: readonly Validator[];
}

/** A block and its results as they were stored; `undefined` where either is missing. */
export function readBlock({ store }: Ledger, height: bigint): StoredBlock | undefined {
  const results = readResults(store, height);
  const signed = readSigned(store, height);
  return signed && results && { signed, codes: results.codes };
}

/** Who signs the block of a height (LD5). */
export function validatorsAt(
  { store, genesisValidators }: Ledger,
  height: bigint,
): readonly Validator[] {
  if (height <= 2n) return genesisValidators;
  const results = readResults(store, height - 2n);
  if (!results) throw damaged(store, `the results of block ${height - 2n} are missing`);
  return results.validators;
}

/** `lastResultsHash` for the block of a height (LD5). */
export function lastResultsHashAt({ store }: Ledger, height: bigint): Uint8Array {
  return resultsHash(readResults(store, height - 1n)?.codes ?? []);
}

/** All three steps with a new block. */
export function takeBlock(ledger: Ledger, signed: SignedBlock): void {
  ledger.store.saveBlock(signed.block.header.height, encodeSignedBlock(signed));
  runStoredBlock(ledger, signed);
}

/**
 * Brings the state up to the last stored block.
 *
 * Throws `DataFolderError` if the state is ahead of it, or a block gives other results than it once gave.
 */
export function replayBlocks(ledger: Ledger): void {
  const { store, machine } = ledger;
  const last = store.lastHeight();
  const { height: reached } = machine.info();
  if (reached > last)
    throw damaged(store, `the state is at height ${reached}, the last block at ${last}`);
  for (let height = reached + 1n; height <= last; height++) {
    const signed = readSigned(store, height);
    if (!signed) throw damaged(store, `block ${height} is missing or damaged`);
    runStoredBlock(ledger, signed);
  }
}

/** Steps 2 and 3. */
function runStoredBlock(ledger: Ledger, { block }: SignedBlock): void {
  const { store, machine } = ledger;
  const { height, time, appHash } = block.header;
  if (!equalBytes(appHash, machine.info().appHash))
    throw damaged(store, `block ${height} was made on another state than this one`);
  const ran = machine.finalizeBlock({ height, timeMs: Number(msOfTime(time)), txs: block.txs });
  const validators = updateValidators(validatorsAt(ledger, height + 1n), ran.validatorUpdates);
  const results = resultsCodec.encode({ codes: ran.codes, appHash: ran.appHash, validators });
  const before = store.results(height);
  if (before && !equalBytes(before, results))
    throw damaged(store, `block ${height} gives other results than when it was made`);
  if (!before) store.saveResults(height, results);
  machine.commit();
}

function readSigned(store: LedgerStore, height: bigint): SignedBlock | undefined {
  const bytes = store.block(height);
  return bytes && decodeSignedBlock(bytes);
}

function readResults(store: LedgerStore, height: bigint): BlockResults | undefined {
  const bytes = store.results(height);
  return bytes && resultsCodec.decode(bytes);
}

/** Records that contradict each other or this program: the ledger must not go on (LD6). */
function damaged({ folder }: LedgerStore, fault: string): DataFolderError {
  return new DataFolderError(folder, `holds no sound ledger: ${fault}`);
}
