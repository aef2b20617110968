import { blocksProtocol } from "../blocks/blocks-protocol.ts";
import { queriesProtocol } from "../queries/queries-protocol.ts";
import type { NodeService } from "../service.ts";
import { createTestClock } from "../test-clock.ts";
import { createTestNodeService } from "../test-node-service.ts";
import { createTestStream, type TestStream } from "../test-stream.ts";
import { transactionsProtocol } from "../transactions/transactions-protocol.ts";
import { type Frame, maxBodyBytes } from "../wire/frame.ts";
import { serveStream } from "./serve-stream.ts";
import { createAllowance } from "./token-bucket.ts";

// Served streams in memory, and the frames that a peer sends on them.

export const none = new Uint8Array();
export const ask = (id: number, path = "cycle"): Frame => ({
  id,
  kind: "request",
  body: queriesProtocol.request.encode({ path, key: none }),
});
export const credit = (id: number, parts: number): Frame => ({
  id,
  kind: "credit",
  body: Uint8Array.of(parts),
});

export function serve(overrides: Partial<NodeService> = {}, burst = 1000) {
  const clock = createTestClock();
  const stream = createTestStream();
  const errors: unknown[] = [];
  const cutOff = new AbortController();
  const ended = serveStream({
    protocol: queriesProtocol,
    service: createTestNodeService(overrides),
    stream,
    allowance: createAllowance({ perSecond: 1, burst }, clock.monotonicMs),
    clock,
    cutOff: cutOff.signal,
    onError: (error) => errors.push(error),
  });
  return { stream, ended, errors, clock, cutOff };
}

/** Serves announcements of blocks. */
export function serveBlocks(overrides: Partial<NodeService> = {}) {
  const clock = createTestClock();
  const stream = createTestStream();
  const service = createTestNodeService(overrides);
  const cutOff = new AbortController();
  const ended = serveStream({
    protocol: blocksProtocol,
    service,
    stream,
    allowance: createAllowance(blocksProtocol.rate, clock.monotonicMs),
    clock,
    cutOff: cutOff.signal,
    onError(error) {
      throw error;
    },
  });
  const announce = (height: bigint) =>
    service.announce({ height, timeMs: 5, hash: new Uint8Array(32) });
  return { stream, ended, clock, cutOff, announce };
}

/** Serves `transactions` with this many tokens. */
export function serveHandIns(burst: number) {
  const clock = createTestClock();
  const stream = createTestStream();
  const ended = serveStream({
    protocol: transactionsProtocol,
    service: createTestNodeService(),
    stream,
    allowance: createAllowance({ perSecond: 1, burst }, clock.monotonicMs),
    clock,
    cutOff: new AbortController().signal,
    onError() {},
  });
  return { stream, ended, clock };
}
export const handIn = (id: number, bytes: number): Frame => ({
  id,
  kind: "request",
  body: transactionsProtocol.request.encode({ what: 1, bytes: new Uint8Array(bytes) }),
});

export const big = (parts: number): Partial<NodeService> => ({
  query: () => ({ height: 1n, value: new Uint8Array(parts * maxBodyBytes - 100) }),
});
export const settled = () => new Promise((resolve) => setImmediate(resolve));
export const kindsOf = (stream: TestStream) => stream.sent.map(({ id, kind }) => `${id} ${kind}`);
