import type { Connection } from "@libp2p/interface";
import type { Multiaddr } from "@multiformats/multiaddr";
import { describe, expect, test } from "vitest";
import { WrongNetworkError } from "../errors.ts";
import type { TransportKind } from "../service.ts";
import { createTestClock } from "../test-clock.ts";
import { createDialler } from "./dial.ts";
import { routesTo } from "./routes.ts";

const peer = "12D3KooWHFrmLWTTDD4NodngtRMEVYgxrsDMp4F9iSwYntZ9WjHa";
const hash = "uEiAsGPzpiPGQzSlVHRXrUCT5EkTV7YFrV4VZ3hpEKTd_zg";
const tcp = `/ip4/192.0.2.1/tcp/4801/p2p/${peer}`;
const ws = `/ip4/192.0.2.1/tcp/4802/ws/p2p/${peer}`;
const wss = `/dns4/example.org/tcp/443/tls/ws/p2p/${peer}`;
const rtc = `/ip4/192.0.2.1/udp/4803/webrtc-direct/certhash/${hash}/p2p/${peer}`;
const inBrowser = ["webrtc-direct", "websocket"] as const;

describe("[NW17] of a node's addresses", () => {
  const kindsOf = (kinds: readonly TransportKind[]) =>
    routesTo([tcp, ws, rtc, wss], kinds).map(({ transport, addresses }) => [
      transport,
      addresses.map(String),
    ]);

  test("a page takes webrtc-direct first, a worker WebSockets alone, a server TCP first", () => {
    expect(kindsOf(inBrowser)).toEqual([
      ["webrtc-direct", [rtc]],
      ["websocket", [ws, wss]],
    ]);
    expect(kindsOf(["websocket"])).toEqual([["websocket", [ws, wss]]]);
    expect(kindsOf(["tcp", "websocket"])).toEqual([
      ["tcp", [tcp]],
      ["websocket", [ws, wss]],
    ]);
  });

  test.each([
    [[rtc], /Expected an address for tcp or websocket, found \/ip4/],
    [[], /Expected an address for tcp or websocket, found none/],
    [["4800"], /Expected a multiaddr, found "4800"/],
    [[tcp, ws.replace("WjHa", "WjHb")], /Expected addresses of one node, found 12D3/],
    [[`${tcp}/p2p-circuit`], /Expected an address for tcp/],
  ])("%j are of no use to a server", (addresses, message) => {
    expect(() => routesTo(addresses, ["tcp", "websocket"])).toThrow(message);
  });
});

/** What becomes of a dial, by kind of transport. */
type Outcome = "opens" | "fails" | "hangs";

function scene(outcomes: Partial<Record<"rtc" | "ws", Outcome>>) {
  const clock = createTestClock();
  const dialled: string[] = [];
  const closed: string[] = [];
  const dial = async (
    [address]: readonly Multiaddr[],
    { signal }: { signal: AbortSignal },
  ): Promise<Connection> => {
    const kind = String(address).includes("webrtc") ? "rtc" : "ws";
    dialled.push(kind);
    const outcome = outcomes[kind] ?? "opens";
    if (outcome === "fails") throw new Error(`no ${kind} here`);
    if (outcome === "hangs")
      await new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason)),
      );
    return { remoteAddr: address, close: async () => void closed.push(kind) } as never;
  };
  const dialler = createDialler({ dial: dial as never }, routesTo([ws, rtc], inBrowser), clock);
  return { clock, dialler, dialled, closed, outcomes };
}

const { signal } = new AbortController();
const use = async (): Promise<string> => "there";

describe("[NW17] a kind of transport that does not lead to the node", () => {
  test("is passed over, with the reason, and tried last the next time", async () => {
    const { dialler, dialled, outcomes } = scene({ rtc: "fails" });
    const failed = [{ transport: "webrtc-direct", reason: "no rtc here" }];
    const arrived = { value: "there", transport: "websocket", failed };
    expect(await dialler.dial(use, signal)).toEqual(arrived);
    expect(await dialler.dial(use, signal)).toEqual(arrived);
    expect(dialled).toEqual(["rtc", "ws", "ws"]);
    outcomes.ws = "fails";
    outcomes.rtc = "opens";
    expect(await dialler.dial(use, signal)).toEqual({
      value: "there",
      transport: "webrtc-direct",
      failed: [{ transport: "websocket", reason: "no ws here" }],
    });
  });

  test("is given up after 5 s", async () => {
    const { clock, dialler, dialled } = scene({ rtc: "hangs" });
    const arrived = dialler.dial(use, signal);
    await clock.advance(4999);
    expect(dialled).toEqual(["rtc"]);
    await clock.advance(1);
    expect((await arrived).failed).toEqual([
      {
        transport: "webrtc-direct",
        reason: "Connecting by webrtc-direct took longer than 5000 ms",
      },
    ]);
  });

  test("may also be one that connects and then does not answer", async () => {
    const { clock, dialler, closed } = scene({});
    const never = async ({ remoteAddr }: Connection): Promise<string> => {
      if (String(remoteAddr).includes("webrtc")) await new Promise(() => {});
      return "there";
    };
    const arrived = dialler.dial(never, signal);
    await clock.advance(5000);
    expect(await arrived).toMatchObject({ transport: "websocket" });
    expect(closed).toEqual(["rtc"]);
  });

  test("is one of several reasons when none does", async () => {
    const { dialler } = scene({ rtc: "fails", ws: "fails" });
    await expect(dialler.dial(use, signal)).rejects.toMatchObject({
      name: "NotConnectedError",
      message: "webrtc-direct: no rtc here; websocket: no ws here",
    });
  });
});

test("[NW17] a node of another network is not asked again another way", async () => {
  const { dialler, dialled, closed } = scene({});
  const other = async (): Promise<never> => {
    throw new WrongNetworkError("Expected network 00, the node is on 11");
  };
  await expect(dialler.dial(other, signal)).rejects.toMatchObject({ name: "WrongNetworkError" });
  expect(dialled).toEqual(["rtc"]);
  expect(closed).toEqual(["rtc"]);
});
