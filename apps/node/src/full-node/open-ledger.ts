import path from "node:path";
import {
  type EmbeddedEngineOptions,
  type Engine,
  makeGenesis,
  openEmbeddedEngine,
} from "@stadion/ledger/engine";
import { DataFolderError, openLedgerStore } from "@stadion/ledger/store";
import { asciiText, decodeGenesis, deriveChainId } from "@stadion/protocol/chain";
import { publicKeyOf } from "@stadion/protocol/crypto";
import type { Params } from "@stadion/protocol/params";
import { readOrMakeKey } from "../adapters/key-file.ts";
import { makeFolder } from "../adapters/make-folder.ts";

/** The node's own ledger, ready to make blocks, and the key that signs them. */
export interface OpenLedger {
  readonly engine: Engine;
  readonly chainId: Uint8Array;
  readonly secretKey: Uint8Array;
  readonly keyFile: string;
  readonly isNewKey: boolean;
}

/**
 * Opens a data folder; an empty one begins a network with this node as its founder.
 *
 * Throws `DataFolderError`, one line for a person, where it is locked, damaged, can't be written or holds another network.
 */
export function openNodeLedger(
  folder: string,
  params: Params,
  listeners: Required<Pick<EmbeddedEngineOptions, "onFailure" | "onListenerError">>,
): OpenLedger {
  makeDataFolder(folder);
  // Before the key: it locks the folder, so that two nodes can't both make one for it.
  const store = openLedgerStore(folder);
  try {
    const keyFile = path.join(folder, "node.key");
    const { secretKey, isNew } = readOrMakeKey(keyFile);
    const genesis = store.genesis() ?? makeGenesis(publicKeyOf(secretKey), Date.now(), params);
    const decoded = decodeGenesis(genesis);
    const preset = decoded && asciiText(decoded.preset);
    if (!decoded || preset !== params.name)
      throw new DataFolderError(
        folder,
        `holds a network on preset ${preset}, expected ${params.name}; give another folder with --data`,
      );
    const engine = openEmbeddedEngine({ store, genesis, secretKey, ...listeners });
    return { engine, chainId: deriveChainId(decoded), secretKey, keyFile, isNewKey: isNew };
  } catch (error) {
    store.close();
    throw error;
  }
}

function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataFolderError(folder, `cannot be made: ${reason}`, { cause });
  }
}
