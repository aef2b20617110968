import { presets } from "@stadion/protocol/params";
import {
  formatAge,
  formatCount,
  formatCountOf,
  formatDuration,
  shortHex,
} from "#shared/format/index.ts";
import { nextTryWords } from "#shared/node/index.ts";
import { type Pulse, stillnessOf } from "./stillness.ts";

/** What is known of the network, however little. */
export interface NetworkFacts extends Pulse {
  /** Since the connection stands as it does. */
  readonly connectionMs: number;
  readonly height: bigint;
  /** Hosts that have weight; `undefined` before the ledger was asked. */
  readonly hosts: number | undefined;
}

export interface NetworkWords {
  readonly look: "good" | "warn" | "bad";
  /** How this page stands with its node. */
  readonly connection: string;
  /** Why it stands so, in the words of whatever failed; empty while it stands well. */
  readonly detail: string;
  /** What the network is and where its ledger stands; empty before that is known. */
  readonly network: string;
}

const transports = {
  "webrtc-direct": "WebRTC",
  websocket: "WebSocket",
  tcp: "TCP",
} as const;

/** The state of the network in a few sentences. */
export function networkWords(facts: NetworkFacts): NetworkWords {
  const { connection, connectionMs } = facts;
  const rest = { detail: "", network: "" };
  if (!connection || connection.state === "connecting")
    return { ...rest, look: "warn", connection: "Connecting to the node." };
  if (connection.state === "lost") {
    const words = `The node does not answer. ${nextTryWords(connection.retryInMs - connectionMs)}`;
    return { ...rest, look: "bad", connection: words, detail: `${connection.reason}.` };
  }
  const node = shortHex(connection.peer, 4, 6);
  const words = `Connected to node ${node} over ${transports[connection.transport]}.`;
  const isLate = stillnessOf(facts) === "no-block";
  const network = placeWords(facts, isLate);
  return { ...rest, look: isLate ? "warn" : "good", connection: words, network };
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
