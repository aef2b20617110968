import {
  deriveChainId,
  type Genesis,
  headerChainId,
  msOfTime,
  type SignedBlock,
  weightCodec,
} from "@stadion/protocol/chain";
import { equalBytes, publicKeyOf } from "@stadion/protocol/crypto";
import { DataFolderError, type LedgerStore } from "../store/index.ts";
import { startBlockTimer } from "./block-timer.ts";
import { type Ledger, lastResultsHashAt, readBlock, takeBlock, validatorsAt } from "./blocks.ts";
import { type EngineClock, systemClock } from "./clock.ts";
import type { Engine, Tip } from "./engine.ts";
import { makeBlock, type Signer } from "./make-block.ts";
import { createMempool, type MempoolLimits, mempoolLimits } from "./mempool.ts";
import { openLedger } from "./open-ledger.ts";

export interface EmbeddedEngineOptions {
  /** The engine closes it when it stops. */
  readonly store: LedgerStore;
  /** Encoded. A fresh store begins this network; any other must hold it already. */
  readonly genesis: Uint8Array;
  /** Ed25519 secret key of the network's one validator, 32 bytes. */
  readonly secretKey: Uint8Array;
  readonly clock?: EngineClock;
  readonly limits?: MempoolLimits;
  /** Hears why no further block is made; without it the error is thrown out of the timer. */
  readonly onFailure?: (error: unknown) => void;
  /** Hears what a block's listener threw, which stops nothing; without it the error is thrown out of a timer. */
  readonly onListenerError?: (error: unknown) => void;
}

/** An engine that makes a block when it is told to, besides its own clock's beat. */
export interface EmbeddedEngine extends Engine {
  makeBlock(): void;
}

/**
 * The engine of a network with one node: it alone orders transactions and signs blocks, in CometBFT's format.
 *
 * Throws `DataFolderError` if the store holds another network, contradicts itself, or the network's blocks are not
 * for this key alone to sign (LD8).
 */
export function openEmbeddedEngine(options: EmbeddedEngineOptions): EmbeddedEngine {
  const { store, clock = systemClock, limits = mempoolLimits, onFailure = rethrow } = options;
  const { ledger, genesis, params } = openLedger(store, options.genesis);
  const { secretKey, onListenerError = (error) => void clock.after(0, () => rethrow(error)) } =
    options;
  const signer = { publicKey: publicKeyOf(secretKey), secretKey };
  checkSigner(ledger, signer);
  const weightOf = (key: Uint8Array) => weightInForce(ledger, key);
  const mempool = createMempool(ledger.machine.checkTx, limits, signer.publicKey, weightOf);
  const listeners = new Set<BlockListener>();
  let last = readBlock(ledger, store.lastHeight())?.signed;
  let stopTimer: (() => void) | undefined;
  let isStopped = false;

  const makeOne = () => {
    if (isStopped) throw new TypeError("the engine has stopped");
    const signed = nextBlock(ledger, { genesis, last, waiting: mempool.waiting(), signer, clock });
    takeBlock(ledger, signed);
    last = signed;
    mempool.afterBlock(signed.block.txs);
    for (const listener of listeners) {
      try {
        listener(signed.block.header.height, signed);
      } catch (error) {
        onListenerError(error); // LD6: the block is committed, and the next one waits for nobody
      }
    }
  };
  return {
    tip: () => last && tipOf(last),
    submit: (tx) => (isStopped ? { ok: false, refusal: "stopping" } : mempool.add(tx)),
    block: (height) => readBlock(ledger, height),
    query: ledger.machine.query,
    onBlock(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start() {
      stopTimer ??= startBlockTimer(clock, params.cycle.blockMs, makeOne, onFailure);
    },
    makeBlock: makeOne,
    async stop() {
      if (isStopped) return;
      isStopped = true;
      stopTimer?.();
      store.close();
    },
  };
}

type BlockListener = (height: bigint, signed: SignedBlock) => void;

function weightInForce({ machine }: Ledger, host: Uint8Array): bigint {
  const { value } = machine.query("weight", host);
  return (value && weightCodec.decode(value)?.weight) ?? 0n;
}

function tipOf({ block: { header }, commit }: SignedBlock): Tip {
  return { height: header.height, header, commit };
}

interface NextBlock {
  readonly genesis: Genesis;
  readonly last: SignedBlock | undefined;
  readonly waiting: readonly Uint8Array[];
  readonly signer: Signer;
  readonly clock: EngineClock;
}

function nextBlock(
  ledger: Ledger,
  { genesis, last, waiting, signer, clock }: NextBlock,
): SignedBlock {
  checkSigner(ledger, signer);
  const header = last?.block.header;
  const height = (header?.height ?? 0n) + 1n;
  const lastMs = Number(header ? msOfTime(header.time) : genesis.timeMs);
  const timeMs = Math.max(Math.floor(clock.nowMs()), lastMs + 1); // LD4
  const facts = {
    chainId: headerChainId(deriveChainId(genesis)),
    height,
    timeMs,
    txs: ledger.machine.prepareProposal({ height, timeMs, txs: waiting }),
    lastCommit: last?.commit,
    validators: validatorsAt(ledger, height),
    nextValidators: validatorsAt(ledger, height + 1n),
    appHash: ledger.machine.info().appHash,
    lastResultsHash: lastResultsHashAt(ledger, height),
  };
  return makeBlock(facts, signer);
}

// LD4
function checkSigner(ledger: Ledger, { publicKey }: Signer): void {
  const { folder } = ledger.store;
  const height = ledger.machine.info().height + 1n;
  const validators = validatorsAt(ledger, height);
  const [only] = validators;
  if (!only || validators.length > 1)
    throw new DataFolderError(
      folder,
      `holds a network with ${validators.length} validators at block ${height}; the embedded engine signs for one`,
    );
  if (!equalBytes(only.key, publicKey))
    throw new DataFolderError(
      folder,
      "holds a network whose blocks are signed by another key than this node's",
    );
}

function rethrow(error: unknown): never {
  throw error;
}
