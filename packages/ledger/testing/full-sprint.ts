import { type SprintEntry, sprintEntryCodec, sprintKey } from "@stadion/protocol/chain";
import { concatBytes, hash, u32le } from "@stadion/protocol/crypto";
import { appHash, updateLeaves } from "../src/state/app-hash.ts";
import { createStateMachine, type StateStore } from "../src/state/index.ts";
import type { TestChain } from "./test-chain.ts";

/** Puts the commits of so many Hosts in the state of this cycle, as if each had come in a block. */
export function fillSprint(
  chain: TestChain,
  store: StateStore,
  count: number,
  fields: Partial<SprintEntry> = {},
): void {
  fillStore(store, chain.cycle.cycle, count, fields);
  chain.machine = createStateMachine({ store, params: chain.params });
}

/** The same in a store, which a state machine must load anew. */
export function fillStore(
  store: StateStore,
  cycle: bigint,
  count: number,
  fields: Partial<SprintEntry> = {},
): void {
  const nothing = new Uint8Array(32);
  const changes = Array.from({ length: count }, (_, i) => {
    const host = hash("full-sprint", u32le(i));
    const record = sprintEntryCodec.encode({
      ...{ cycle, host, proofHash: nothing, count: 20, level: 0, commits: 1, commitHeight: 1n },
      ...{ revealHeight: 0n, status: "committed", weight: 0n, faultNonce: 0n, fault: 0 },
      ...{ judgedHeight: 0n, digests: nothing },
      ...fields,
    });
    return { key: concatBytes(Uint8Array.of(5), sprintKey(cycle, host)), record };
  });
  const saved = store.load();
  if (!saved) throw new Error("the chain has no block yet");
  const leaves = updateLeaves(updateLeaves([], [...saved.records]), changes);
  store.save({ ...saved, appHash: appHash(leaves), changes });
}
