import type {
  BlockAnnouncement,
  BlockAnswer,
  ConnectionState,
  NodeStatus,
} from "@stadion/protocol/network";
import { expect, test, vi } from "vitest";
import { followBlocks } from "./follow-blocks.ts";
import { testAnswer } from "./test-blocks.ts";

/** A node with blocks up to `head`, whose connection can be lost. */
function testNode(head: bigint) {
  const it = { head, isConnected: false };
  let onBlock: (block: BlockAnnouncement) => void = () => {};
  let onConnection: (state: ConnectionState) => void = () => {};
  const hash = new Uint8Array(32);
  const failIfLost = (): void => {
    if (!it.isConnected) throw new Error("no connection");
  };
  return {
    network: {
      async status(): Promise<NodeStatus> {
        failIfLost();
        return { chainId: hash, preset: "test", height: it.head, timeMs: 0, agent: "" };
      },
      async block(height: bigint): Promise<BlockAnswer | undefined> {
        failIfLost();
        return height <= it.head ? testAnswer({ height }) : undefined;
      },
      onBlock(listener: typeof onBlock) {
        onBlock = listener;
        return () => {};
      },
      onConnection(listener: typeof onConnection) {
        onConnection = listener;
        return () => {};
      },
    },
    connect() {
      it.isConnected = true;
      onConnection({ state: "connected", peer: "", transport: "websocket", failed: [] });
    },
    lose() {
      it.isConnected = false;
    },
    grow(blocks: bigint) {
      it.head += blocks;
      if (it.isConnected) onBlock({ height: it.head, timeMs: 0, hash });
    },
  };
}

test("a list fills itself, goes on with each block, and closes the gap after a break", async () => {
  const node = testNode(60n);
  const follower = followBlocks(node.network, undefined);
  const heights = () => follower.state.get().log.lines.map(({ height }) => height);
  const ends = () => [heights()[0], heights().at(-1), heights().length];
  node.connect();
  await vi.waitFor(() => expect(follower.state.get().log.head).toBe(60n));
  expect(heights()).toEqual([]);
  follower.begin();
  await vi.waitFor(() => expect(ends()).toEqual([60n, 11n, 50]));
  node.grow(1n);
  await vi.waitFor(() => expect(ends()).toEqual([61n, 11n, 51]));
  node.lose();
  node.grow(7n);
  follower.pageBack();
  await vi.waitFor(() => expect(follower.state.get().trouble).toBe("no connection"));
  node.connect();
  await vi.waitFor(() => expect(ends()).toEqual([68n, 1n, 68]), { timeout: 5000 });
  expect(follower.state.get().trouble).toBe(undefined);
  follower.stop();
});
