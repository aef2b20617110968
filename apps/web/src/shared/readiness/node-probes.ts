import type { NodeConnection } from "@stadion/protocol/network";
import { node } from "#shared/node/index.ts";
import type { Probes } from "./checks.ts";
import type { ClockFacts, NetworkFacts } from "./judge-network.ts";

/** What the page's connection to its full node tells of the way there and of the time. */
export const nodeProbes: Pick<Probes, "network" | "clock"> = {
  network: probeNetwork,
  clock: probeClock,
};

async function probeNetwork(signal: AbortSignal): Promise<NetworkFacts> {
  const fault = await untilTried(signal);
  const network = node.opened.get()?.network;
  if (!network) return { state: "no-node", message: fault ?? "Nobody was asked yet" };
  const hasWebrtc = "RTCPeerConnection" in globalThis;
  const from = performance.now();
  const ok = fault === undefined;
  if (ok) await network.status();
  const ms = performance.now() - from;
  const way = { kind: "websocket", ok, ms, reason: fault ?? "" } as const;
  return { state: "tried", hasWebrtc, ways: [way] };
}

/** Waits until the node was found and dialled once; says what went wrong. */
async function untilTried(signal: AbortSignal): Promise<string | undefined> {
  node.start();
  const result = Promise.withResolvers<string | undefined>();
  const look = (): void => {
    const { found, connection } = node.get();
    if (found && !found.ok) result.resolve(found.message);
    if (connection?.state === "connected") result.resolve(undefined);
    if (connection?.state === "lost") result.resolve(connection.reason);
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
  await untilTried(signal);
  const network = node.opened.get()?.network;
  if (!network) return undefined;
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
