import { describe, expect, test } from "vitest";
import { ask, big, credit, handIn, kindsOf, serve, serveHandIns, settled } from "./test-serve.ts";
import { createPeerAllowances, createTokenBucket } from "./token-bucket.ts";

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

  test("a long request costs more", async () => {
    const { stream, ended, clock } = serveHandIns(8);
    stream.receive(handIn(1, 3 * 8192));
    stream.receive(handIn(2, 3 * 8192));
    stream.receive(handIn(3, 10));
    await settled();
    expect(kindsOf(stream)).toEqual(["1 end", "2 end", "3 refused"]);
    await clock.advance(1000);
    stream.receive(handIn(4, 10));
    await settled();
    expect(kindsOf(stream).at(-1)).toBe("4 end");
    stream.end();
    await ended;
  });

  test("without a token a request is not even looked at", async () => {
    const { stream } = serve({}, 1);
    stream.receive(ask(1));
    stream.receive({ id: 2, kind: "request", body: new Uint8Array(100) });
    await settled();
    expect(kindsOf(stream)).toEqual(["1 end", "2 refused"]);
  });

  test("who goes on asking after 200 refusals is cut off", async () => {
    const { stream, ended } = serve({}, 1);
    for (let id = 1; id <= 202; id++) stream.receive(ask(id));
    expect(await ended).toBe("Requests went on after RATE_LIMITED");
    expect(kindsOf(stream).filter((kind) => kind.endsWith("refused"))).toHaveLength(200);
  });

  test("so is one that gets an answer now and then", async () => {
    const { stream, ended, clock } = serve({}, 1);
    let reason: string | undefined;
    void ended.then((text) => (reason = text));
    let sent = 0;
    while (reason === undefined && sent < 1000) {
      for (let i = 0; i < 10; i++) stream.receive(ask(++sent));
      await clock.advance(1000); // one more is answered, and one refusal forgotten
    }
    expect(reason).toBe("Requests went on after RATE_LIMITED");
    expect(sent).toBeGreaterThan(200);
    expect(kindsOf(stream).filter((kind) => kind.endsWith("end")).length).toBeGreaterThan(10);
  });

  test("one that asks a little too much is not", async () => {
    const { stream, clock } = serve({}, 1);
    for (let id = 1; id <= 600; id += 2) {
      stream.receive(ask(id));
      stream.receive(ask(id + 1));
      while (stream.sent.length < id + 1) await settled();
      await clock.advance(1000);
    }
    expect(kindsOf(stream).filter((kind) => kind.endsWith("end"))).toHaveLength(300);
    expect(kindsOf(stream).at(-1)).toBe("600 refused");
  });

  test("credit for what is not open is paid for, and ends with the peer being cut off", async () => {
    const { stream, ended } = serve({}, 10);
    for (let i = 0; i < 10; i++) stream.receive(credit(99, 1));
    stream.receive(ask(1));
    await settled();
    expect(kindsOf(stream)).toEqual(["1 refused"]);
    for (let i = 0; i < 200; i++) stream.receive(credit(99, 1));
    expect(await ended).toBe("Requests went on after RATE_LIMITED");
  });

  test("everyone else has a turn between a hundred frames and the next", async () => {
    const { stream } = serve({}, 10_000);
    for (let id = 1; id <= 5000; id++) stream.receive(ask(id));
    const answeredWhenMyTurnCame = await new Promise((resolve) =>
      setTimeout(() => resolve(stream.sent.length), 0),
    );
    expect(answeredWhenMyTurnCame).toBeLessThan(1000);
  });

  test("a peer that comes back finds its allowance, and full ones are forgotten", () => {
    const clock = { nowMs: 0 };
    const allowanceOf = createPeerAllowances({ perSecond: 1, burst: 1 }, () => clock.nowMs);
    expect(allowanceOf("greedy").requests.take()).toBe(true);
    expect(allowanceOf("deaf").refusals.take()).toBe(true);
    const modest = allowanceOf("modest");
    for (let i = 0; i < 2000; i++) allowanceOf(`peer ${i}`);
    expect(allowanceOf("greedy").requests.take()).toBe(false);
    expect(allowanceOf("deaf").refusals.isFull()).toBe(false);
    expect(allowanceOf("modest")).not.toBe(modest);
  });
});
