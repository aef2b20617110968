import { describe, expect, test } from "vitest";
import { blocksProtocol } from "../blocks/blocks-protocol.ts";
import { FormatError } from "../errors.ts";
import { queriesProtocol } from "../queries/queries-protocol.ts";
import type { NodeService } from "../service.ts";
import { createTestClock } from "../test-clock.ts";
import { createTestNodeService } from "../test-node-service.ts";
import { createTestStream } from "../test-stream.ts";
import type { Frame } from "../wire/frame.ts";
import { serveStream } from "./serve-stream.ts";
import { ask, big, credit, kindsOf, none, serve, serveBlocks, settled } from "./test-serve.ts";
import { createAllowance } from "./token-bucket.ts";

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

  test("while a mebibyte waits for credit no further answer is begun", async () => {
    const { stream } = serve(big(7)); // five parts of it wait
    stream.receive(ask(1));
    stream.receive(ask(2));
    stream.receive(ask(3));
    await settled();
    expect(kindsOf(stream)).toEqual(["1 part", "1 part"]);
    stream.receive(credit(1, 1));
    await settled();
    expect(kindsOf(stream).slice(2)).toEqual(["1 part", "2 part", "2 part"]);
    stream.receive(ask(3));
    await settled();
    expect(stream.sent.at(-1)).toMatchObject({ kind: "goodbye" }); // it is open all the same
  });

  test("announcements are left out while there is no room", async () => {
    const { stream, ended, announce } = serveBlocks();
    announce(1n);
    stream.isStuck = true;
    announce(2n);
    stream.isStuck = false;
    announce(3n);
    const heights = stream.sent.map(({ body }) => blocksProtocol.push?.codec.decode(body)?.height);
    expect(heights).toEqual([1n, 3n]);
    stream.end();
    await ended;
    announce(4n);
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
      allowance: createAllowance(protocol.rate, () => 0),
      clock: createTestClock(),
      cutOff: new AbortController().signal,
      onError() {},
    });
    stream.receive(ask(1));
    await settled();
    expect(stream.sent).toEqual([{ id: 1, kind: "refused", body: Uint8Array.of(1) }]);
  });
});

describe("[NW5] a peer that takes nothing of what waits for it", () => {
  test("is cut off after 10 s without credit", async () => {
    const { stream, ended, clock } = serve(big(3));
    stream.receive(ask(1));
    await clock.advance(9500);
    stream.receive(credit(1, 1)); // the last part
    stream.receive(ask(2));
    await clock.advance(9000);
    expect(kindsOf(stream)).toEqual(["1 part", "1 part", "1 end", "2 part", "2 part"]);
    await clock.advance(2000);
    expect(await ended).toBe("Nothing was taken for 10 s of what was asked for");
    expect(kindsOf(stream).at(-1)).toBe("0 goodbye");
  });

  test("is cut off when what was sent is stuck for 10 s, though it gives credit", async () => {
    const { stream, ended, clock } = serve(big(60));
    stream.isStuck = true;
    stream.receive(ask(1));
    for (let i = 0; i < 50; i++) stream.receive(credit(1, 1));
    await clock.advance(9000);
    expect(kindsOf(stream)).toEqual(["1 part", "1 part"]);
    await clock.advance(2000);
    expect(await ended).toBe("Nothing was taken for 10 s of what was asked for");
  });

  test("is not, if it takes a part now and then", async () => {
    const { stream, clock } = serve(big(9));
    stream.receive(ask(1));
    for (let i = 0; i < 6; i++) {
      await clock.advance(9000);
      stream.receive(credit(1, 1));
    }
    await clock.advance(1000);
    stream.receive(credit(1, 1));
    await clock.advance(60_000); // and silence is no fault when nothing waits
    expect(kindsOf(stream).at(-1)).toBe("1 end");
  });
});

describe("[NW3] who is cut off for another stream", () => {
  test("hears and asks nothing more on this one", async () => {
    const { stream, ended, cutOff, announce } = serveBlocks();
    announce(1n);
    cutOff.abort();
    announce(2n);
    stream.receive({ id: 1, kind: "request", body: new Uint8Array(8) });
    expect(await ended).toBeUndefined();
    await settled();
    expect(kindsOf(stream)).toEqual(["0 push"]);
  });
});

test("[NW9] a height that no ledger can have is not found, and nobody is asked", async () => {
  const { stream } = serveBlocks({
    block(height) {
      throw new RangeError(`${height} is not a height`);
    },
  });
  for (const [id, height] of [2n ** 63n, 2n ** 64n - 1n].entries())
    stream.receive({
      id: id + 1,
      kind: "request",
      body: blocksProtocol.request.encode({ height }),
    });
  await settled();
  expect(kindsOf(stream)).toEqual(["1 end", "2 end"]);
  for (const { body } of stream.sent)
    expect(blocksProtocol.answer.decode(body)).toEqual({ found: undefined });
});
