import type { ConnectionState } from "@stadion/protocol/host";
import { type PresetName, presets } from "@stadion/protocol/params";
import {
  formatAge,
  formatCount,
  formatCountOf,
  formatDuration,
  shortHex,
} from "#shared/format/index.ts";

/** What is known of the network, however little. */
export interface NetworkFacts {
  readonly connection: ConnectionState | undefined;
  /** Since the connection stands as it does. */
  readonly connectionMs: number;
  readonly preset: PresetName | undefined;
  readonly height: bigint;
  /** Since that block was seen. */
  readonly blockMs: number;
  /** Hosts that have weight; `undefined` before the ledger was asked. */
  readonly hosts: number | undefined;
}

export interface NetworkWords {
  readonly look: "good" | "warn" | "bad";
  /** How this page stands with its node. */
  readonly connection: string;
  /** What the network is and where its ledger stands; empty before that is known. */
  readonly network: string;
}

const transports = {
  "webrtc-direct": "WebRTC",
  websocket: "WebSocket",
  tcp: "TCP",
} as const;

/** So many blocks late, the ledger stands still as far as this page can tell. */
const lateBlocks = 8;

/** The state of the network in a few sentences. */
export function networkWords(facts: NetworkFacts): NetworkWords {
  const { connection } = facts;
  if (!connection || connection.state === "connecting")
    return { look: "warn", connection: "Connecting to the node.", network: "" };
  if (connection.state === "lost")
    return { look: "bad", connection: lostWords(connection, facts.connectionMs), network: "" };
  const node = shortHex(connection.peer, 4, 6);
  const words = `Connected to node ${node} over ${transports[connection.transport]}.`;
  const isLate = facts.preset !== undefined && isBlockLate(facts.preset, facts.blockMs);
  return { look: isLate ? "warn" : "good", connection: words, network: placeWords(facts, isLate) };
}

function lostWords(
  { reason, retryInMs }: Extract<ConnectionState, { readonly state: "lost" }>,
  sinceMs: number,
): string {
  const leftMs = retryInMs - sinceMs;
  const next = leftMs > 500 ? `trying again in ${formatDuration(leftMs)}` : "trying again";
  return `Connection lost, ${next}: ${reason}.`;
}

function isBlockLate(preset: PresetName, blockMs: number): boolean {
  return blockMs > lateBlocks * presets[preset].cycle.blockMs;
}

function placeWords({ preset, height, blockMs, hosts }: NetworkFacts, isLate: boolean): string {
  if (preset === undefined) return "";
  const { sprintMs, cycleBlocks, blockMs: eachMs } = presets[preset].cycle;
  const rhythm = `a Sprint of ${formatDuration(sprintMs)} every ${formatDuration(cycleBlocks * eachMs)}`;
  const block = isLate
    ? `No block for ${formatDuration(blockMs)}: the last one is ${formatCount(height)}.`
    : `Block ${formatCount(height)}, ${formatAge(blockMs)}.`;
  const weights =
    hosts === undefined
      ? ""
      : ` ${formatCountOf(hosts, "Host")} ${hosts === 1 ? "has" : "have"} weight.`;
  return `Network ${preset}: ${rhythm}. ${block}${weights}`;
}
