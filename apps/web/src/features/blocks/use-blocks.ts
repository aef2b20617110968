import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import {
  type BlockFollower,
  type ChainCycles,
  type CycleFollower,
  type FollowedBlocks,
  followBlocks,
  followCycles,
} from "#shared/chain/index.ts";
import type { OpenNode } from "#shared/node/index.ts";

export interface Blocks extends FollowedBlocks {
  /** `undefined` before the node was asked. */
  readonly chain: ChainCycles | undefined;
  readonly pageBack: () => void;
  readonly hold: () => void;
  readonly follow: () => void;
}

interface Followers {
  readonly blocks: BlockFollower;
  readonly cycles: CycleFollower;
}

const nothing = () => () => {};

/**
 * The ledger's last blocks, live; `undefined` before there is a node.
 *
 * @param isShown - whether the list is, or was, on the screen; before, only the head is followed
 */
export function useBlocks(
  open: OpenNode | undefined,
  hostId: string | undefined,
  isShown: boolean,
): Blocks | undefined {
  const [followers, setFollowers] = useState<Followers>();
  useEffect(() => {
    if (!open) return;
    const { network } = open;
    const made = { blocks: followBlocks(network, hostId), cycles: followCycles(network) };
    setFollowers(made);
    return () => {
      made.blocks.stop();
      made.cycles.stop();
      setFollowers(undefined);
    };
  }, [open, hostId]);
  const blocks = followers?.blocks;
  const cycles = followers?.cycles;
  useEffect(() => {
    if (isShown) blocks?.begin();
  }, [blocks, isShown]);
  const followed = useSyncExternalStore(blocks?.state.subscribe ?? nothing, () =>
    blocks?.state.get(),
  );
  const chain = useSyncExternalStore(
    cycles?.state.subscribe ?? nothing,
    () => cycles?.state.get().chain,
  );
  const oldest = followed?.log.lines.at(-1)?.height;
  const head = followed?.log.head;
  useEffect(() => {
    if (oldest !== undefined && head !== undefined) cycles?.look({ oldest, head });
  }, [cycles, oldest, head]);
  return useMemo<Blocks | undefined>(
    () =>
      blocks &&
      followed && {
        ...followed,
        chain,
        pageBack: blocks.pageBack,
        hold: blocks.hold,
        follow: blocks.follow,
      },
    [blocks, followed, chain],
  );
}
