import type { ConnectionState, NodeConnection } from "@stadion/protocol/network";
import { loadDialler, node } from "#shared/node/index.ts";
import type { Probes } from "./checks.ts";
import type { ClockFacts, NetworkFacts, WayFacts } from "./judge-network.ts";

/** What the page's connection to its full node tells of the way there and of the time. */
export const nodeProbes: Pick<Probes, "network" | "clock"> = {
  network: probeNetwork,
  clock: probeClock,
};

const kinds = ["webrtc-direct", "websocket"] as const;

/**
 * The ways that the page's own connection took or tried, and a trial of each other one that the node offers.
 *
 * The first way that works carries the connection, so the others may never have been tried.
 */
async function probeNetwork(signal: AbortSignal): Promise<NetworkFacts> {
  const connection = await untilTried(signal);
  const { found } = node.get();
  if (!found?.ok || !connection)
    return { state: "no-node", message: found?.ok === false ? found.message : "Nobody was asked" };
  const { addresses, chainId } = found.place;
  const known = await waysOf(connection, node.opened.get()?.network);
  const others = kinds.filter((kind) => !known.some((way) => way.kind === kind));
  const tried = await Promise.all(
    others.map(async (kind) => {
      const address = addresses.find((each) => isOfKind(each, kind));
      return address === undefined ? [] : [await tryWay(kind, address, chainId)];
    }),
  );
  return {
    state: "tried",
    hasWebrtc: "RTCPeerConnection" in globalThis,
    offersWebrtc: addresses.some((each) => isOfKind(each, "webrtc-direct")),
    ways: [...known, ...tried.flat()],
  };
}

function isOfKind(address: string, kind: WayFacts["kind"]): boolean {
  return address.includes("/webrtc-direct") === (kind === "webrtc-direct");
}

/** What the open connection knows; nothing of one that is lost, whose reason may be any way's. */
async function waysOf(
  connection: ConnectionState,
  network: NodeConnection | undefined,
): Promise<WayFacts[]> {
  if (connection.state !== "connected" || connection.transport === "tcp") return [];
  const from = performance.now();
  await network?.status();
  const ms = performance.now() - from;
  const failed = kinds.flatMap((kind) =>
    connection.failed
      .filter(({ transport }) => transport === kind)
      .map(({ reason }) => ({ kind, ok: false, ms: 0, reason })),
  );
  return [{ kind: connection.transport, ok: true, ms, reason: "" }, ...failed];
}

async function tryWay(kind: WayFacts["kind"], address: string, chainId: string): Promise<WayFacts> {
  const { probeAddress, hexToBytes } = await loadDialler();
  const result = await probeAddress({
    address,
    transports: "browser",
    chainId: hexToBytes(chainId),
  });
  return result.ok
    ? { kind, ok: true, ms: result.ms, reason: "" }
    : { kind, ok: false, ms: 0, reason: result.reason };
}

/** Waits until the node was found and dialled once; nothing when there is none to dial. */
async function untilTried(signal: AbortSignal): Promise<ConnectionState | undefined> {
  node.start();
  const result = Promise.withResolvers<ConnectionState | undefined>();
  const look = (): void => {
    const { found, connection } = node.get();
    if (found && !found.ok) result.resolve(undefined);
    if (found?.ok && connection && connection.state !== "connecting") result.resolve(connection);
  };
  const end = node.subscribe(look);
  signal.addEventListener("abort", () => result.reject(signal.reason), { once: true });
  look();
  return result.promise.finally(end);
}

/** Blocks to compare with: one may be late, so the earliest counts. */
const comparedBlocks = 2;

/**
 * Compares the clock with the time in blocks as they are announced.
 *
 * A node makes a block and tells of it at once, so what lies between is the way here: half a round trip.
 */
async function probeClock(signal: AbortSignal): Promise<ClockFacts | undefined> {
  const connection = await untilTried(signal);
  const network = node.opened.get()?.network;
  if (connection?.state !== "connected" || !network) return undefined;
  const aheadMs = await aheadOfBlocks(network, signal);
  const from = performance.now();
  await network.status();
  const errorMs = (performance.now() - from) / 2;
  return aheadMs === undefined ? undefined : { aheadMs: aheadMs - errorMs, errorMs };
}

function aheadOfBlocks(network: NodeConnection, signal: AbortSignal): Promise<number | undefined> {
  const result = Promise.withResolvers<number | undefined>();
  const seen: number[] = [];
  const end = network.onBlock(({ timeMs }) => {
    seen.push(Date.now() - timeMs);
    if (seen.length === comparedBlocks) result.resolve(Math.min(...seen));
  });
  const stop = (): void => result.resolve(seen[0]);
  signal.addEventListener("abort", stop, { once: true });
  return result.promise.finally(end);
}
