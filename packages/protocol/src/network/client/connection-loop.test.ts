import { describe, expect, test } from "vitest";
import type { BlockAnnouncement, ConnectionState } from "../service.ts";
import { createTestClock } from "../test-clock.ts";
import { retryDelayMs } from "./backoff.ts";
import { type Link, startConnectionLoop } from "./connection-loop.ts";

const half = { bytes: () => Uint8Array.of(0, 128) }; // one half of the span: the wait itself
const way = { transport: "websocket", failed: [] } as const;
const status = async () => ({
  chainId: new Uint8Array(32),
  preset: "test",
  height: 1n,
  timeMs: 1,
  agent: "",
});

function scene() {
  const clock = createTestClock();
  const states: ConnectionState[] = [];
  const wanted: (Uint8Array | undefined)[] = [];
  const links: { end: (reason: Error) => void; closed: boolean }[] = [];
  let outcome: "opens" | "fails" | "hangs" = "opens";
  let announce: (block: BlockAnnouncement) => void = () => {};
  const open = (chainId: Uint8Array | undefined, onBlock: typeof announce): Promise<Link> => {
    wanted.push(chainId);
    announce = onBlock;
    if (outcome === "hangs") return new Promise(() => {});
    if (outcome === "fails") return Promise.reject(new Error("refused"));
    const { promise: ended, reject: end } = Promise.withResolvers<never>();
    ended.catch(() => {});
    const entry = { end, closed: false };
    links.push(entry);
    const session = { chainId: new Uint8Array(32).fill(1), status, ended } as Link["session"];
    const close = async (): Promise<void> => {
      entry.closed = true;
    };
    return Promise.resolve({ session, peer: `peer ${links.length}`, ...way, close });
  };
  const start = () => {
    const connection = startConnectionLoop({ clock, random: half, chainId: undefined, open });
    connection.onConnection((state) => states.push(state));
    return connection;
  };
  const become = (next: typeof outcome): void => {
    outcome = next;
  };
  return { clock, states, wanted, links, start, become, announce: () => announce };
}

describe("[NW13] the wait", () => {
  test("doubles from a second to a minute", () => {
    const waits = [1, 2, 3, 6, 7, 50].map((failures) => retryDelayMs(failures, half));
    expect(waits).toEqual([1000, 2000, 4000, 32_000, 60_000, 60_000]);
  });

  test("is spread from half of that to one and a half", () => {
    expect(retryDelayMs(1, { bytes: () => Uint8Array.of(0, 0) })).toBe(500);
    expect(retryDelayMs(1, { bytes: () => Uint8Array.of(255, 255) })).toBe(1500);
  });
});

describe("[NW13] a lost connection is made anew", () => {
  test("with longer waits while it fails, and from a second after a good one", async () => {
    const it = scene();
    it.become("fails");
    const connection = it.start();
    await it.clock.advance(0);
    await it.clock.advance(1000);
    await it.clock.advance(2000);
    const waits = it.states.flatMap((state) => (state.state === "lost" ? [state.retryInMs] : []));
    expect(waits).toEqual([1000, 2000, 4000]);
    it.become("opens");
    await it.clock.advance(4000);
    expect(it.states.at(-1)).toEqual({ state: "connected", peer: "peer 1", ...way });
    await it.clock.advance(10_000);
    it.links[0]?.end(new Error("gone"));
    await it.clock.advance(0);
    expect(it.states.at(-1)).toEqual({ state: "lost", reason: "gone", retryInMs: 1000 });
    expect(it.links[0]?.closed).toBe(true);
    await connection.stop();
  });

  test("one that lasts less than 10 s does not begin the wait anew", async () => {
    const it = scene();
    const connection = it.start();
    for (const retryInMs of [1000, 2000, 4000]) {
      await it.clock.advance(5000);
      it.links.at(-1)?.end(new Error("gone"));
      await it.clock.advance(0);
      expect(it.states.at(-1)).toMatchObject({ state: "lost", retryInMs });
    }
    await connection.stop();
  });

  test("at once when asked to", async () => {
    const it = scene();
    it.become("fails");
    const connection = it.start();
    await it.clock.advance(1000);
    it.become("opens");
    connection.retryNow();
    await it.clock.advance(0);
    expect(it.states.at(-1)?.state).toBe("connected");
    await connection.stop();
  });

  test("a node that does not answer is given 15 s", async () => {
    const it = scene();
    it.become("hangs");
    const connection = it.start();
    await it.clock.advance(14_999);
    expect(it.states.at(-1)?.state).toBe("connecting");
    await it.clock.advance(1);
    expect(it.states.at(-1)).toMatchObject({ reason: "Connecting took longer than 15000 ms" });
    await connection.stop();
  });

  test("calls wait for the first connection, and fail at once while it is lost", async () => {
    const it = scene();
    const connection = it.start();
    await expect(connection.status()).resolves.toMatchObject({ height: 1n });
    it.become("fails");
    it.links[0]?.end(new Error("gone"));
    await it.clock.advance(0);
    await expect(connection.status()).rejects.toMatchObject({ name: "NotConnectedError" });
    await connection.stop();
  });
});

test("[NW11] the network met first is wanted from then on", async () => {
  const it = scene();
  const connection = it.start();
  await it.clock.advance(0);
  it.links[0]?.end(new Error("gone"));
  await it.clock.advance(1000);
  expect(it.wanted).toEqual([undefined, new Uint8Array(32).fill(1)]);
  await connection.stop();
  await expect(connection.status()).rejects.toThrow("The connection was stopped");
  expect(it.links.every(({ closed }) => closed)).toBe(true);
});
