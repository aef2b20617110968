import {
  asciiText,
  decodeGenesis,
  deriveChainId,
  type Genesis,
  paramsHash,
} from "@stadion/protocol/chain";
import { bytesToHex, equalBytes, verifySignature } from "@stadion/protocol/crypto";
import { isPresetName, type Params, presets } from "@stadion/protocol/params";
import { createStateMachine, type StateMachine } from "../state/index.ts";
import { DataFolderError, type LedgerStore } from "../store/index.ts";
import { type Ledger, replayBlocks } from "./blocks.ts";
import { preferNative } from "./native-verify.ts";
import { rememberSignatures } from "./signature-memory.ts";

const rememberedSignatures = 20_000;

export interface OpenedLedger {
  readonly ledger: Ledger;
  readonly genesis: Genesis;
  readonly params: Params;
}

/**
 * The ledger of a network in a store, its state up to the last block (LD6).
 *
 * Throws `DataFolderError` if the store is another network's, or its parts contradict each other (LD8).
 */
export function openLedger(store: LedgerStore, genesisBytes: Uint8Array): OpenedLedger {
  const { genesis, params } = readNetwork(store.folder, genesisBytes);
  claim(store, genesisBytes, genesis);
  const verify = rememberSignatures(preferNative(verifySignature), rememberedSignatures);
  const machine = startMachine(store.folder, () => {
    const started = createStateMachine({ store: store.state, params, verify });
    if (started.info().height === 0n) started.initChain(genesisBytes);
    return started;
  });
  const ledger = { store, machine, genesisValidators: genesis.validators };
  replayBlocks(ledger);
  return { ledger, genesis, params };
}

/** The network that a folder's genesis begins; throws `DataFolderError` for one that this version does not know. */
export function readNetwork(
  folder: string,
  genesisBytes: Uint8Array,
): { readonly genesis: Genesis; readonly params: Params } {
  const genesis = decodeGenesis(genesisBytes);
  const params = genesis && paramsOf(genesis);
  if (params && equalBytes(genesis.paramsHash, paramsHash(params))) return { genesis, params };
  throw new DataFolderError(folder, "has a genesis that this version does not know");
}

/** A state machine as `start` makes it, which throws `RangeError` on a genesis or records that can't be. */
export function startMachine(folder: string, start: () => StateMachine): StateMachine {
  try {
    return start();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new DataFolderError(folder, `holds no sound ledger: ${cause.message}`, { cause });
  }
}

function paramsOf({ preset }: Genesis): Params | undefined {
  const name = asciiText(preset);
  return name !== undefined && isPresetName(name) ? presets[name] : undefined;
}

// LD8
function claim(store: LedgerStore, genesisBytes: Uint8Array, genesis: Genesis): void {
  const stored = store.genesis();
  if (!stored) {
    store.saveGenesis(genesisBytes);
    return;
  }
  if (equalBytes(stored, genesisBytes)) return;
  const found = decodeGenesis(stored);
  const name = found ? bytesToHex(deriveChainId(found)) : "unknown";
  const wanted = bytesToHex(deriveChainId(genesis));
  throw new DataFolderError(store.folder, `holds network ${name}, expected network ${wanted}`);
}
