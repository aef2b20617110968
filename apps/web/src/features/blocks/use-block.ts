import type { NodeConnection } from "@stadion/protocol/network";
import { useEffect, useState } from "react";
import { type BlockFacts, readBlock } from "#shared/chain/index.ts";
import { describeError } from "#shared/errors/index.ts";
import type { OpenNode } from "#shared/node/index.ts";

/** One block as far as it was read. */
export interface OneBlock {
  /** `undefined` while it is read. */
  readonly block: BlockFacts | undefined;
  /** The one after it, whose header tells of this one's results; `undefined` while there is none. */
  readonly next: BlockFacts | undefined;
  /** Whether the node said that it has no such block. */
  readonly isMissing: boolean;
  readonly trouble: string | undefined;
}

const retryMs = 1500;
const unread: OneBlock = {
  block: undefined,
  next: undefined,
  isMissing: false,
  trouble: undefined,
};

/**
 * A block and the one after it.
 *
 * @param head - the ledger's last block; what is missing is asked for again when it rises
 */
export function useBlock(
  open: OpenNode | undefined,
  height: bigint | undefined,
  head: bigint,
): OneBlock {
  const [read, setRead] = useState<OneBlock & { readonly height: bigint | undefined }>();
  const current = read?.height === height ? read : undefined;
  const isComplete = current?.next !== undefined;
  const hasNext = height !== undefined && head > height;
  const [attempt, setAttempt] = useState(0);
  const mayExist = height !== undefined && (head === 0n || head >= height);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a failed attempt is made again
  useEffect(() => {
    if (!open || height === undefined || isComplete) return;
    let isOver = false;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const fail = (error: unknown): void => {
      if (isOver) return;
      setRead((before) => ({
        ...(before?.height === height ? before : unread),
        ...{ height, trouble: describeError(error) },
      }));
      retry = setTimeout(() => setAttempt((last) => last + 1), retryMs);
    };
    readPair(open.network, height, { mayExist, hasNext }).then((pair) => {
      if (!isOver) setRead({ ...pair, height });
    }, fail);
    return () => {
      isOver = true;
      clearTimeout(retry);
    };
  }, [open, height, mayExist, hasNext, isComplete, attempt]);
  return current ?? unread;
}

async function readPair(
  network: NodeConnection,
  height: bigint,
  { mayExist, hasNext }: { readonly mayExist: boolean; readonly hasNext: boolean },
): Promise<OneBlock> {
  if (!mayExist) return { ...unread, isMissing: true };
  const [answer, after] = await Promise.all([
    network.block(height),
    hasNext ? network.block(height + 1n) : undefined,
  ]);
  const block = answer && readBlock(answer);
  return { ...unread, block, next: after && readBlock(after), isMissing: answer === undefined };
}
