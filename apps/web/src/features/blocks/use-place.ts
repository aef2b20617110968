import { useEffect, useState } from "react";
import {
  type BlockFacts,
  type BlockPlace,
  cycleOf,
  placeBlocks,
  readCycleFacts,
  readCycleFrame,
  readLine,
} from "#shared/chain/index.ts";
import type { OpenNode } from "#shared/node/index.ts";
import type { Blocks } from "./use-blocks.ts";

/** Where a block stands in its cycle; `undefined` while that is not known. */
export function usePlace(
  open: OpenNode | undefined,
  block: BlockFacts | undefined,
  blocks: Blocks | undefined,
): BlockPlace | undefined {
  const listed = block && placeInList(block.height, blocks);
  const isListed = listed !== undefined;
  const [read, setRead] = useState<{ readonly of: BlockFacts; readonly place: BlockPlace }>();
  useEffect(() => {
    if (!open || !block || isListed) return;
    let isOver = false;
    readPlace(open, block).then(
      (place) => place && !isOver && setRead({ of: block, place }),
      () => {}, // the page says itself that the node does not answer; the block stands without it
    );
    return () => {
      isOver = true;
    };
  }, [open, block, isListed]);
  return listed ?? (read?.of === block ? read?.place : undefined);
}

/** The list has the blocks around it, which tell more. */
function placeInList(height: bigint, blocks: Blocks | undefined): BlockPlace | undefined {
  const lines = blocks?.log.lines ?? [];
  const at = lines.findIndex((line) => line.height === height);
  return at >= 0 && blocks?.chain ? placeBlocks(lines, blocks.chain)[at] : undefined;
}

async function readPlace({ network }: OpenNode, block: BlockFacts) {
  const frame = await readCycleFrame(network);
  if (!frame) return undefined;
  const cycle = cycleOf(block.height, frame);
  const read = await readCycleFacts(network, cycle, frame.params, block.height);
  const facts = new Map([[cycle, read]]);
  return placeBlocks([await readLine(block, undefined)], { ...frame, facts })[0];
}
