import { streamPair } from "@libp2p/utils";
import { expect, test } from "vitest";
import { type FrameStream, frameStream } from "./frame-stream.ts";

const push = { id: 0, kind: "push", body: Uint8Array.of(1) } as const;

async function openPair() {
  const [near, far] = await streamPair();
  return { near, far, stream: frameStream(near, 1000), other: frameStream(far, 1000) };
}

test("[NW2] a frame arrives as it was sent, and nothing once the other end is closed", async () => {
  const { stream, other } = await openPair();
  expect(stream.send(push)).toBe(true);
  expect(await other.read()).toEqual(push);
  await stream.close(AbortSignal.timeout(1000));
  expect(await other.read()).toBeUndefined();
});

const ends: [string, (stream: FrameStream) => unknown][] = [
  ["closed", (stream) => stream.close(AbortSignal.timeout(1000))],
  ["aborted", (stream) => stream.abort(new Error("Over"))],
];
test.each(ends)(
  "[NW3] sending on a stream that we %s says no and throws nothing",
  async (_, end) => {
    const { near, stream } = await openPair();
    await end(stream);
    expect(near.writeStatus).toBe("closed");
    expect(stream.send(push)).toBe(false);
  },
);

test("[NW3] so does a stream that libp2p gives up while it is written to", async () => {
  const { near, stream } = await openPair();
  near.send = () => {
    throw new Error("The connection is gone");
  };
  expect(stream.send(push)).toBe(false);
});
