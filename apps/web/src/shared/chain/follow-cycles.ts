// Keeps what the ledger has on the cycles that a run of blocks lies in.

import { recordQueries } from "@stadion/protocol/chain";
import type { NodeConnection } from "@stadion/protocol/network";
import { describeError } from "#shared/errors/index.ts";
import { createValue, type Value } from "#shared/value/index.ts";
import { type ChainCycles, type CycleFacts, cycleOf } from "./moments.ts";
import { readCycleFacts, readCycleFrame } from "./read-cycles.ts";
import { readRecord } from "./read-record.ts";

export interface FollowedCycles {
  /** `undefined` before the node was asked. */
  readonly chain: ChainCycles | undefined;
  /** Why the last try to read failed; `undefined` once one succeeds. */
  readonly trouble: string | undefined;
}

/** The blocks in sight. */
export interface BlockRange {
  readonly oldest: bigint;
  readonly head: bigint;
}

export interface CycleFollower {
  readonly state: Pick<Value<FollowedCycles>, "get" | "subscribe">;
  /** Reads what is missing for these blocks; call it again when there are more. */
  look(range: BlockRange): void;
  stop(): void;
}

type Source = Pick<NodeConnection, "status" | "query" | "block">;

export function followCycles(network: Source): CycleFollower {
  const state = createValue<FollowedCycles>({ chain: undefined, trouble: undefined });
  let next: BlockRange | undefined;
  let isRunning = false;
  let isStopped = false;
  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    while (next && !isStopped) {
      const range = next;
      next = undefined;
      try {
        const chain = await readRange(network, state.get().chain, range);
        if (chain !== state.get().chain) state.set({ chain, trouble: undefined });
      } catch (error) {
        state.set({ ...state.get(), trouble: describeError(error) });
      }
    }
    isRunning = false;
  };
  return {
    state,
    look(range) {
      next = range;
      void run();
    },
    stop() {
      isStopped = true;
    },
  };
}

async function readRange(
  network: Source,
  known: ChainCycles | undefined,
  { oldest, head }: BlockRange,
): Promise<ChainCycles | undefined> {
  const frame = known ?? (await readCycleFrame(network));
  if (!frame) return undefined;
  const present = cycleOf(head, frame);
  const facts = new Map<bigint, CycleFacts>();
  let isSame = known !== undefined;
  for (let cycle = cycleOf(oldest, frame); cycle <= present; cycle++) {
    const before = known?.facts.get(cycle);
    const now =
      before === undefined
        ? await readWhole(network, frame, cycle, oldest, present)
        : await readEnd(network, before, cycle, present);
    facts.set(cycle, now);
    isSame &&= now === before;
  }
  if (isSame && facts.size === known?.facts.size) return known;
  return { params: frame.params, anchor: frame.anchor, facts };
}

async function readWhole(
  network: Source,
  { params }: Pick<ChainCycles, "params">,
  cycle: bigint,
  oldest: bigint,
  present: bigint,
): Promise<CycleFacts> {
  const facts = await readCycleFacts(network, cycle, params, oldest);
  return { ...facts, isOver: cycle < present };
}

/** A cycle is read whole once; from then on only its end is waited for. */
async function readEnd(
  network: Source,
  before: CycleFacts,
  cycle: bigint,
  present: bigint,
): Promise<CycleFacts> {
  if (before.summary || before.isOver) return before;
  const { record } = await readRecord(network, recordQueries.summary(cycle));
  const isOver = cycle < present;
  return record || isOver ? { ...before, summary: record, isOver } : before;
}
