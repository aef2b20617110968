import type { SprintOutcome, SprintSummary } from "@stadion/protocol/chain";
import type { NodeEvent } from "../../full-node/events.ts";
import type { FullNode } from "../../full-node/full-node.ts";
import { buildCommand } from "../../full-node/web-app.ts";
import { phaseNames } from "../phase-names.ts";

const outcomes: Readonly<Record<SprintOutcome, string>> = {
  settled: "settled",
  "no-valid-proof": "had no valid proof, the old weights stay",
  "not-dealt": "is void: its beacon was not dealt",
  "first-value-not-opened": "is void: its seed was not opened",
  "second-value-not-opened": "is void: its samples were not drawn",
};

/** What runs and where, once it runs. */
export function startLines(node: FullNode): string[] {
  const { connection, dataFolder, key, newKeyFile, height } = node;
  const [first, ...more] = connection.addresses;
  const page = node.isPageBuilt ? "" : ` (not built yet: ${buildCommand})`;
  const elsewhere = otherPageUrls(node);
  const secureNote =
    "         on other machines a browser can look; it takes part only over https or on this machine";
  return [
    `Stadion full node, preset ${connection.preset}, network ${connection.chainId.slice(0, 16)}…`,
    `  page   ${node.pageUrl}${page}`,
    ...elsewhere.map((url) => `         ${url}`),
    ...(elsewhere.length > 0 || !isLoopback(new URL(node.pageUrl).hostname) ? [secureNote] : []),
    `  hosts  ${first}`,
    ...more.map((address) => `         ${address}`),
    `  data   ${dataFolder}, block ${height}`,
    `  key    ${key}${newKeyFile === undefined ? "" : `, made now and kept in ${newKeyFile}`}`,
    "  note   one dealer opens the beacon: who runs this node could know a Sprint's seed early",
  ];
}

export function startFacts(node: FullNode): object {
  const { connection, pageUrl, isPageBuilt, dataFolder, key, newKeyFile, height } = node;
  const where = { pageUrl, otherPageUrls: otherPageUrls(node), isPageBuilt, dataFolder };
  return { event: "started", ...connection, ...where, key, newKeyFile, height };
}

/** Where else the page is: at each address of this machine that Hosts can reach, were it to listen at all of them. */
function otherPageUrls({ connection, pageUrl }: Pick<FullNode, "connection" | "pageUrl">) {
  const { hostname, port } = new URL(pageUrl);
  if (!isLoopback(hostname)) return [];
  const found = connection.addresses.flatMap((address) => {
    const [, family, host = ""] = address.split("/");
    return isLoopback(host) ? [] : [`http://${family === "ip6" ? `[${host}]` : host}:${port}`];
  });
  return [...new Set(found)];
}

/** Where browsers take plain http as safe enough for WebGPU and workers. */
function isLoopback(host: string): boolean {
  return host.startsWith("127.") || ["localhost", "::1", "[::1]"].includes(host);
}

export function eventLine(event: NodeEvent): string {
  switch (event.kind) {
    case "phase": {
      const { cycle, phase, phaseEndHeight } = event.cycle;
      // Only Work has its whole length; the others end once all that they wait for is there.
      const atMost = phase === "work" ? "" : " at the latest";
      const span = `${phaseNames[phase]} until block ${phaseEndHeight}${atMost}`;
      return `block ${event.height}  cycle ${cycle}  ${span}`;
    }
    case "settled":
      return `block ${event.height}  cycle ${event.summary.cycle}  ${summaryText(event.summary)}`;
    case "warning":
      return event.message;
  }
}

export function eventFacts(event: NodeEvent): object {
  switch (event.kind) {
    case "phase": {
      const { cycle, phase, phaseEndHeight, sprintSeed } = event.cycle;
      const place = { cycle, phase, phaseEndHeight, sprintSeed };
      return { event: "phase", height: event.height, ...place };
    }
    case "settled":
      return { event: "settled", ...event.summary, height: event.height };
    case "warning":
      return { event: "warning", message: event.message };
  }
}

function summaryText(summary: SprintSummary): string {
  const { committed, revealed, valid, invalid, unjudged, missed, weight } = summary;
  const faults = [
    [invalid, "invalid"],
    [unjudged, "not judged"],
    [missed, "not revealed"],
  ] as const;
  const rest = faults.filter(([count]) => count > 0).map(([count, what]) => `, ${count} ${what}`);
  const counts = `${committed} committed, ${revealed} revealed, ${valid} valid${rest.join("")}`;
  return `${outcomes[summary.outcome]}: ${counts}; total weight ${weight}`;
}
