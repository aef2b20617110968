// Reads blocks for a list: the newest as they are announced, earlier ones when asked. A few at a time and with a rest
// in between, since the network layer checks every block's signatures on this thread.

import type { NodeConnection } from "@stadion/protocol/network";
import { describeError } from "#shared/errors/index.ts";
import { createValue, type Value } from "#shared/value/index.ts";
import { type BlockLine, readLine } from "./block-line.ts";
import {
  addLine,
  type BlockLog,
  emptyLog,
  follow,
  hold,
  missBlock,
  pageBack,
  seeHead,
  wanted,
} from "./block-log.ts";
import { readBlock } from "./read-block.ts";
import { rest } from "./rest.ts";

export interface FollowedBlocks {
  readonly log: BlockLog;
  readonly isReading: boolean;
  /** Why the last try to read failed; `undefined` once one succeeds. */
  readonly trouble: string | undefined;
}

export interface BlockFollower {
  readonly state: Pick<Value<FollowedBlocks>, "get" | "subscribe">;
  /** Begins to read; until then only the head is known. */
  begin(): void;
  pageBack(): void;
  hold(): void;
  follow(): void;
  stop(): void;
}

type Source = Pick<NodeConnection, "status" | "block" | "onBlock" | "onConnection">;

const atOnce = 4;
const retryMs = 1500;

/** @param hostId - of the own Host, whose transactions are counted */
export function followBlocks(network: Source, hostId: string | undefined): BlockFollower {
  const state = createValue<FollowedBlocks>({
    log: emptyLog,
    isReading: false,
    trouble: undefined,
  });
  let isStopped = false;
  let isBegun = false;
  let isRunning = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const change = (next: (log: BlockLog) => BlockLog): void => {
    state.set({ ...state.get(), log: next(state.get().log) });
    void run();
  };
  const fail = (error: unknown): void => {
    state.set({ ...state.get(), trouble: describeError(error) });
    // A node that refuses for a while is asked again; a lost connection says itself when it is back.
    clearTimeout(retry);
    if (!isStopped) retry = setTimeout(() => void run(), retryMs);
  };
  const run = async (): Promise<void> => {
    if (isRunning || isStopped || !isBegun) return;
    isRunning = true;
    try {
      for (let next = wanted(state.get().log, atOnce); next.length > 0 && !isStopped; ) {
        if (!state.get().isReading) state.set({ ...state.get(), isReading: true });
        await readInto(state, network, next, hostId);
        await rest();
        next = wanted(state.get().log, atOnce);
      }
    } catch (error) {
      fail(error);
    }
    isRunning = false;
    state.set({ ...state.get(), isReading: false });
  };
  const stops = [
    network.onBlock(({ height }) => change((log) => seeHead(log, height))),
    network.onConnection(({ state: standing }) => {
      if (standing !== "connected") return;
      network.status().then(({ height }) => change((log) => seeHead(log, height)), fail);
    }),
  ];
  return {
    state,
    begin() {
      isBegun = true;
      void run();
    },
    pageBack: () => change(pageBack),
    hold: () => change(hold),
    follow: () => change(follow),
    stop() {
      isStopped = true;
      clearTimeout(retry);
      for (const stop of stops) stop();
    },
  };
}

async function readInto(
  state: Value<FollowedBlocks>,
  network: Source,
  heights: readonly bigint[],
  hostId: string | undefined,
): Promise<void> {
  const answers = await Promise.all(heights.map((height) => network.block(height)));
  const lines: (BlockLine | undefined)[] = [];
  for (const answer of answers) {
    const block = answer && readBlock(answer);
    lines.push(block && (await readLine(block, hostId)));
  }
  let { log } = state.get();
  for (const [i, line] of lines.entries())
    log = line ? addLine(log, line) : missBlock(log, heights[i] ?? 0n);
  state.set({ log, isReading: true, trouble: undefined });
}
