import type { SprintOutcome, SprintSummary } from "@stadion/protocol/chain";
import type { NodeEvent } from "../../full-node/events.ts";
import type { FullNode } from "../../full-node/full-node.ts";
import { buildCommand } from "../../full-node/web-app.ts";

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
  return [
    `Stadion full node, preset ${connection.preset}, network ${connection.chainId.slice(0, 16)}…`,
    `  page   ${node.pageUrl}${page}`,
    `  hosts  ${first}`,
    ...more.map((address) => `         ${address}`),
    `  data   ${dataFolder}, block ${height}`,
    `  key    ${key}${newKeyFile === undefined ? "" : `, made now and kept in ${newKeyFile}`}`,
    "  note   one dealer opens the beacon: who runs this node could know a Sprint's seed early",
  ];
}

export function startFacts(node: FullNode): object {
  const { connection, pageUrl, isPageBuilt, dataFolder, key, newKeyFile, height } = node;
  const where = { pageUrl, isPageBuilt, dataFolder, key, newKeyFile, height };
  return { event: "started", ...connection, ...where };
}

export function eventLine(event: NodeEvent): string {
  switch (event.kind) {
    case "phase": {
      const { cycle, phase, phaseEndHeight } = event.cycle;
      return `block ${event.height}  cycle ${cycle}  ${phase} until block ${phaseEndHeight}`;
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
