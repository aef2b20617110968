import { bytesToHex, hexToBytes } from "@stadion/protocol/crypto";
import type { StateStore } from "../state/index.ts";
import type { LedgerStore } from "./ledger-store.ts";

/** A store that lives as long as the process: closing it loses nothing, so that it can be opened again. */
export function createMemoryStore(): LedgerStore {
  const blocks = new Map<bigint, Uint8Array>();
  const results = new Map<bigint, Uint8Array>();
  let claimed: Uint8Array | undefined;
  let last = 0n;
  return {
    folder: "in memory",
    genesis: () => claimed,
    saveGenesis(genesis) {
      claimed = genesis;
    },
    lastHeight: () => last,
    block: (height) => blocks.get(height),
    saveBlock(height, block) {
      blocks.set(height, block);
      last = height;
    },
    results: (height) => results.get(height),
    saveResults: (height, bytes) => void results.set(height, bytes),
    state: createMemoryStateStore(),
    close: () => {},
  };
}

function createMemoryStateStore(): StateStore {
  const records = new Map<string, Uint8Array>();
  let head: { height: bigint; appHash: Uint8Array; genesis: Uint8Array } | undefined;
  return {
    load() {
      const entries = [...records].map(([key, record]) => ({ key: hexToBytes(key), record }));
      return head && { ...head, records: entries };
    },
    save({ changes, ...next }) {
      for (const { key, record } of changes) {
        if (record) records.set(bytesToHex(key), record);
        else records.delete(bytesToHex(key));
      }
      head = next;
    },
  };
}
