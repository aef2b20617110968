import { describe, expect, test } from "vitest";
import { blocksProtocol } from "../blocks/blocks-protocol.ts";
import { FormatError } from "../errors.ts";
import { queriesProtocol } from "../queries/queries-protocol.ts";
import type { NodeService } from "../service.ts";
import { createTestClock } from "../test-clock.ts";
import { createTestNodeService } from "../test-node-service.ts";
import { createTestStream, type TestStream } from "../test-stream.ts";
import { type Frame, maxBodyBytes } from "../wire/frame.ts";
import { serveStream } from "./serve-stream.ts";
import { createPeerBuckets, createTokenBucket } from "./token-bucket.ts";

const none = new Uint8Array();
const ask = (id: number, path = "cycle"): Frame => ({
  id,
  kind: "request",
  body: queriesProtocol.request.encode({ path, key: none }),
});
const credit = (id: number, parts: number): Frame => ({
  id,
  kind: "credit",
  body: Uint8Array.of(parts),
});

function serve(overrides: Partial<NodeService> = {}, burst = 1000) {
  const clock = createTestClock();
  const stream = createTestStream();
  const errors: unknown[] = [];
  const ended = serveStream({
    protocol: queriesProtocol,
    service: createTestNodeService(overrides),
    stream,
    bucket: createTokenBucket({ perSecond: 1, burst }, clock.monotonicMs),
    onError: (error) => errors.push(error),
  });
  return { stream, ended, errors, clock };
}

const big = (parts: number): Partial<NodeService> => ({
  query: () => ({ height: 1n, value: new Uint8Array(parts * maxBodyBytes - 100) }),
});
const settled = () => new Promise((resolve) => setImmediate(resolve));
const kindsOf = (stream: TestStream) => stream.sent.map(({ id, kind }) => `${id} ${kind}`);

describe("[NW3] a peer that breaks the format is cut off with the reason", () => {
  const breaches: [string, Frame[], string][] = [
    ["a frame of the other direction", [{ id: 1, kind: "end", body: none }], "Expected a request"],
    [
      "a request that is none",
      [{ id: 1, kind: "request", body: Uint8Array.of(1) }],
      "Expected a request of /stadion/1/queries",
    ],
    [
      "a request that is too long",
      [{ id: 1, kind: "request", body: new Uint8Array(129) }],
      "Expected a request of /stadion/1/queries",
    ],
    ["an id that is open", [ask(1), ask(1)], "The request's id is in use"],
    ["a credit of nothing", [credit(1, 0)], "Expected a credit"],
    ["too many open requests", Array.from({ length: 9 }, (_, i) => ask(i + 1)), "More than 8"],
  ];

  test.each(breaches)("%s", async (_, frames, reason) => {
    const { stream, ended } = serve(big(3));
    for (const frame of frames) stream.receive(frame);
    expect(await ended).toContain(reason);
    const last = stream.sent.at(-1);
    expect(last).toMatchObject({ id: 0, kind: "goodbye" });
    expect(String.fromCharCode(...(last?.body ?? []))).toContain(reason);
  });

  test("bytes that are no frame", async () => {
    const { stream, ended } = serve();
    stream.receive(new FormatError("Expected a frame, found other bytes"));
    expect(await ended).toBe("Expected a frame, found other bytes");
  });

  test("one that keeps to it is not", async () => {
    const { stream, ended } = serve();
    for (let id = 1; id <= 20; id++) stream.receive(ask(id));
    stream.end();
    expect(await ended).toBeUndefined();
    expect(kindsOf(stream)).toEqual(Array.from({ length: 20 }, (_, i) => `${i + 1} end`));
  });
});

describe("[NW4] credit", () => {
  test("two parts go out, then as many as there is credit for", async () => {
    const { stream } = serve(big(5));
    stream.receive(ask(7));
    await settled();
    expect(kindsOf(stream)).toEqual(["7 part", "7 part"]);
    stream.receive(credit(7, 1));
    await settled();
    expect(kindsOf(stream)).toEqual(["7 part", "7 part", "7 part"]);
    stream.receive(credit(7, 255));
    await settled();
    expect(kindsOf(stream).slice(3)).toEqual(["7 part", "7 end"]);
    const bytes = stream.sent.reduce((sum, { body }) => sum + body.length, 0);
    const { value } = big(5).query?.("", none) ?? {};
    expect(bytes).toBe(queriesProtocol.answer.encode({ height: 1n, value: value ?? none }).length);
  });

  test("announcements are left out while there is no room", async () => {
    const service = createTestNodeService();
    const stream = createTestStream();
    const bucket = createTokenBucket(blocksProtocol.rate, () => 0);
    const ended = serveStream({
      protocol: blocksProtocol,
      service,
      stream,
      bucket,
      onError() {},
    });
    const block = (height: bigint) => ({ height, timeMs: 5, hash: new Uint8Array(32) });
    service.announce(block(1n));
    stream.isStuck = true;
    service.announce(block(2n));
    stream.isStuck = false;
    service.announce(block(3n));
    const heights = stream.sent.map(({ body }) => blocksProtocol.push?.codec.decode(body)?.height);
    expect(heights).toEqual([1n, 3n]);
    stream.end();
    await ended;
    service.announce(block(4n));
    expect(stream.sent).toHaveLength(2);
  });
});

describe("[NW5] refusals", () => {
  const refusalOf = async (overrides: Partial<NodeService>) => {
    const { stream, errors } = serve(overrides);
    stream.receive(ask(1));
    await settled();
    return { sent: stream.sent, errors };
  };

  test("an error of the node's is FAILED, and only the node hears more", async () => {
    const error = new Error("disk on fire");
    const { sent, errors } = await refusalOf({
      query() {
        throw error;
      },
    });
    expect(sent).toEqual([{ id: 1, kind: "refused", body: Uint8Array.of(2) }]);
    expect(errors).toEqual([error]);
  });

  test("an answer beyond the bound is TOO_BIG", async () => {
    const value = new Uint8Array(queriesProtocol.maxAnswerBytes + 1);
    const protocol = { ...queriesProtocol, maxAnswerBytes: 100 };
    const stream = createTestStream();
    void serveStream({
      protocol,
      service: createTestNodeService({
        query: () => ({ height: 1n, value: value.subarray(0, 200) }),
      }),
      stream,
      bucket: createTokenBucket(protocol.rate, () => 0),
      onError() {},
    });
    stream.receive(ask(1));
    await settled();
    expect(stream.sent).toEqual([{ id: 1, kind: "refused", body: Uint8Array.of(1) }]);
  });
});

describe("[NW6] buckets", () => {
  test("a bucket fills with time, and no further than its bound", () => {
    const clock = { nowMs: 0 };
    const bucket = createTokenBucket({ perSecond: 2, burst: 3 }, () => clock.nowMs);
    const takes = (): number => {
      let count = 0;
      while (bucket.take()) count += 1;
      return count;
    };
    expect(takes()).toBe(3);
    clock.nowMs = 499;
    expect(takes()).toBe(0);
    clock.nowMs = 500;
    expect(takes()).toBe(1);
    clock.nowMs = 60_000;
    expect(takes()).toBe(3);
    bucket.charge(4);
    clock.nowMs += 2000;
    expect(takes()).toBe(0);
    clock.nowMs += 500;
    expect(takes()).toBe(1);
  });

  test("a big answer leaves a debt", async () => {
    const { stream, clock } = serve(big(2), 3); // 8 tokens of answer besides the one
    stream.receive(ask(1));
    stream.receive(ask(2));
    await settled();
    expect(kindsOf(stream)).toEqual(["1 part", "1 end", "2 refused"]);
    await clock.advance(7000);
    stream.receive(ask(3));
    await settled();
    expect(kindsOf(stream).at(-1)).toBe("3 end");
  });

  test("who goes on asking after 200 refusals is cut off", async () => {
    const { stream, ended } = serve({}, 1);
    for (let id = 1; id <= 202; id++) stream.receive(ask(id));
    expect(await ended).toBe("Requests went on after RATE_LIMITED");
    expect(kindsOf(stream).filter((kind) => kind.endsWith("refused"))).toHaveLength(201);
  });

  test("a peer that comes back finds its bucket, and full ones are forgotten", () => {
    const clock = { nowMs: 0 };
    const bucketOf = createPeerBuckets({ perSecond: 1, burst: 1 }, () => clock.nowMs);
    expect(bucketOf("greedy").take()).toBe(true);
    for (let i = 0; i < 2000; i++) bucketOf(`peer ${i}`);
    expect(bucketOf("greedy").take()).toBe(false);
  });
});
