import { describe, expect, test } from "vitest";
import { blocksProtocol } from "../blocks/blocks-protocol.ts";
import { queriesProtocol } from "../queries/queries-protocol.ts";
import type { BlockAnnouncement } from "../service.ts";
import { createTestClock } from "../test-clock.ts";
import { createTestStream } from "../test-stream.ts";
import { encodeReason } from "../wire/refusal.ts";
import { createRequester } from "./requester.ts";

const none = new Uint8Array();
const answer = queriesProtocol.answer.encode({ height: 4n, value: Uint8Array.of(1, 2, 3) });
const request = { path: "cycle", key: none };

function scene() {
  const clock = createTestClock();
  const stream = createTestStream();
  const requester = createRequester(queriesProtocol, stream, clock);
  const ended = requester.run().catch((error: Error) => error);
  return { clock, stream, requester, ended };
}

describe("[NW4] the asker", () => {
  test("gives one credit for each part but the last", async () => {
    const { stream, requester, clock } = scene();
    const asked = requester.ask(request);
    await clock.advance(0);
    const { id } = stream.sent[0] ?? { id: 0 };
    for (const [i, byte] of [...answer].entries()) {
      const kind = i === answer.length - 1 ? "end" : "part";
      stream.receive({ id, kind, body: Uint8Array.of(byte) });
    }
    expect(await asked).toEqual({ height: 4n, value: Uint8Array.of(1, 2, 3) });
    const credits = stream.sent.filter(({ kind }) => kind === "credit");
    expect(credits).toHaveLength(answer.length - 1);
  });

  test("has at most 8 requests open, and asks the rest in their order", async () => {
    const { stream, requester, clock } = scene();
    const asked = Array.from({ length: 10 }, () => requester.ask(request));
    await clock.advance(0);
    expect(stream.sent).toHaveLength(8);
    for (const { id } of stream.sent.slice()) stream.receive({ id, kind: "end", body: answer });
    await clock.advance(0);
    expect(stream.sent).toHaveLength(10);
    for (const { id } of stream.sent.slice(8)) stream.receive({ id, kind: "end", body: answer });
    expect(await Promise.all(asked)).toHaveLength(10);
  });
});

describe("[NW5] a node that sends nothing for 10 s counts as gone", () => {
  test("the asker ends the stream", async () => {
    const { stream, requester, clock } = scene();
    const asked = requester.ask(request).catch((error: Error) => error);
    await clock.advance(9999);
    expect(stream.aborted).toEqual([]);
    await clock.advance(1);
    expect(await asked).toMatchObject({ name: "DeadlineError" });
    expect(stream.aborted).toHaveLength(1);
  });

  test("each part begins the time anew", async () => {
    const { stream, requester, clock } = scene();
    const asked = requester.ask(request);
    await clock.advance(9000);
    stream.receive({ id: 1, kind: "part", body: answer.subarray(0, 5) });
    await clock.advance(9000);
    stream.receive({ id: 1, kind: "end", body: answer.subarray(5) });
    expect((await asked).height).toBe(4n);
  });

  test("so does a part of another answer: big ones come one after the other", async () => {
    const { stream, requester, clock } = scene();
    const first = requester.ask(request);
    const second = requester.ask(request);
    await clock.advance(9000);
    stream.receive({ id: 1, kind: "end", body: answer });
    await clock.advance(9000);
    stream.receive({ id: 2, kind: "end", body: answer });
    expect([(await first).height, (await second).height]).toEqual([4n, 4n]);
  });
});

describe("[NW3] a node that breaks the format is left", () => {
  const breach = async (...frames: Parameters<ReturnType<typeof scene>["stream"]["receive"]>[]) => {
    const { stream, requester, ended, clock } = scene();
    const asked = requester.ask(request).catch((error: Error) => error);
    await clock.advance(0);
    for (const [frame] of frames) stream.receive(frame);
    const error = await ended;
    expect(stream.aborted.length).toBeGreaterThan(0);
    await asked;
    return (error as Error).message;
  };

  test("an announcement where there are none", async () => {
    expect(await breach([{ id: 0, kind: "push", body: none }])).toContain(
      "Expected an announcement",
    );
  });

  test("a request", async () => {
    expect(await breach([{ id: 1, kind: "request", body: none }])).toContain("found request");
  });

  test("a refusal without a reason", async () => {
    expect(await breach([{ id: 1, kind: "refused", body: none }])).toContain("reason of a refusal");
  });

  test("an answer that is none", async () => {
    const { stream, requester, clock } = scene();
    const asked = requester.ask(request).catch((error: Error) => error);
    await clock.advance(0);
    stream.receive({ id: 1, kind: "end", body: Uint8Array.of(1) });
    expect(await asked).toMatchObject({ name: "FormatError" });
    expect(stream.aborted).toHaveLength(1);
  });

  test("more bytes than an answer may have", async () => {
    const clock = createTestClock();
    const stream = createTestStream();
    const requester = createRequester({ ...queriesProtocol, maxAnswerBytes: 5 }, stream, clock);
    const ended = requester.run().catch((error: Error) => error);
    requester.ask(request).catch(() => {});
    await clock.advance(0);
    stream.receive({ id: 1, kind: "part", body: answer });
    expect(await ended).toMatchObject({ message: "Expected at most 5 bytes of answer" });
  });

  test("its own goodbye is told, and fails what is open", async () => {
    const { stream, requester, ended, clock } = scene();
    const asked = requester.ask(request).catch((error: Error) => error);
    await clock.advance(0);
    stream.receive({ id: 0, kind: "goodbye", body: encodeReason("Too loud") });
    expect(await ended).toMatchObject({ name: "CutOffError" });
    expect(await asked).toMatchObject({ message: "The node cut us off: Too loud" });
    await expect(requester.ask(request)).rejects.toMatchObject({ name: "CutOffError" });
  });
});

test("[NW9] announcements are told as they come", async () => {
  const heard: BlockAnnouncement[] = [];
  const stream = createTestStream();
  const requester = createRequester(blocksProtocol, stream, createTestClock(), (block) =>
    heard.push(block),
  );
  const ended = requester.run().catch(() => {});
  const block = { height: 9n, timeMs: 12, hash: new Uint8Array(32).fill(3) };
  const body = blocksProtocol.push?.codec.encode(block) ?? none;
  stream.receive({ id: 0, kind: "push", body });
  stream.end();
  await ended;
  expect(heard).toEqual([block]);
});
