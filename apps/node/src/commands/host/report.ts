import type { HostEvent, HostView, SprintView } from "@stadion/protocol/host";
import type { CommandIo } from "../../command.ts";
import { jsonLine } from "../json-line.ts";

export interface AboutHost {
  readonly hostId: string;
  readonly keyFile: string;
  readonly isNewKey: boolean;
  readonly node: string;
  readonly backend: HostView["compute"];
}

export function startLines({ hostId, keyFile, isNewKey, node, backend }: AboutHost): string[] {
  const { kind, adapter, variant } = backend;
  return [
    `Stadion Host ${hostId}`,
    `  key      ${isNewKey ? "made now and kept in" : "from"} ${keyFile}`,
    `  node     ${node}`,
    `  backend  ${kind}, ${adapter}, ${variant}`,
  ];
}

export function startFacts(about: AboutHost): object {
  return { event: "started", ...about };
}

/** Turns views into lines, each thing told once. */
export interface Reporter {
  /** Gives the Sprints that were seen settled for the first time. */
  tell(view: HostView): readonly SprintView[];
}

/** @param node - its address, for a person who reads that it does not answer */
export function createReporter(
  json: boolean,
  io: Pick<CommandIo, "print" | "warn">,
  node = "",
): Reporter {
  let lastEvent: HostEvent | undefined;
  let connection = "";
  let vainReason = "";
  let step = "";
  let controls = "";
  let elsewhere: bigint | undefined;
  let missed = new Set<string>();
  const settled = new Set<bigint>();
  const print = (facts: object, text: string) => io.print(json ? jsonLine(facts) : text);

  function tellConnection({ connection: now }: HostView): void {
    if (now.state === connection) return;
    const wasConnected = connection === "connected";
    connection = now.state;
    if (json) io.print(jsonLine({ event: "connection", ...now }));
    else if (now.state === "connected") io.print(`connected to ${now.peer}`);
    else if (now.state === "lost") tellLost(now, wasConnected);
    if (now.state === "connected") vainReason = "";
  }

  /** A try that failed as the one before is no news. */
  function tellLost(
    { reason, retryInMs }: Extract<HostView["connection"], { state: "lost" }>,
    wasConnected: boolean,
  ): void {
    if (!wasConnected && reason === vainReason) return;
    if (!wasConnected) vainReason = reason;
    const [place] = node.split("/p2p/");
    const what = wasConnected ? "connection lost" : `could not reach the node at ${place}`;
    io.warn(`${what}: ${reason}; trying again in ${(retryInMs / 1000).toFixed(0)} s`);
  }

  function tellStep({ sprint, compute }: HostView): void {
    const now = sprint ? `${sprint.cycle} ${sprint.step}` : "";
    if (now === step || !sprint) return;
    step = now;
    if (json) io.print(jsonLine({ event: "sprint", ...sprint, backend: compute }));
  }

  // The log says these in words; as JSON they are facts of their own.
  function tellFacts({
    paused,
    finishing,
    throttle,
    joined,
    elsewhere: other,
    missed: gaps,
  }: HostView): void {
    const asked = { joined, paused, finishing, throttle };
    if (JSON.stringify(asked) !== controls) io.print(jsonLine({ event: "controls", ...asked }));
    controls = JSON.stringify(asked);
    if (other?.height !== elsewhere) io.print(jsonLine({ event: "elsewhere", ...other }));
    elsewhere = other?.height;
    const names = new Map(gaps.map((gap) => [`${gap.cycle} ${gap.reason} ${gap.fromMs}`, gap]));
    for (const [name, gap] of names)
      if (!missed.has(name)) io.print(jsonLine({ event: "missed", ...gap }));
    missed = new Set(names.keys());
  }

  return {
    tell(view) {
      tellConnection(view);
      if (json) tellFacts(view);
      for (const event of newEvents(view.log, lastEvent)) {
        const { height, kind, text } = event;
        print({ event: "log", height, kind, text }, `block ${height}  ${text}`);
        lastEvent = event;
      }
      tellStep(view);
      const { sprint, weight, hostId } = view;
      if (sprint?.step !== "settled" || settled.has(sprint.cycle)) return [];
      // The weights in force are read a moment later than the Sprint.
      const { ledger } = sprint;
      if (ledger?.status === "valid" && ledger.weight !== weight.own) return [];
      settled.add(sprint.cycle);
      print({ event: "settled", hostId, ...sprint, inForce: weight }, settledLine(sprint, weight));
      return [sprint];
    },
  };
}

/** What became of a Sprint. */
export function settledLine(
  { cycle, found, confirmed, ledger }: SprintView,
  { own: weightNow, total }: HostView["weight"],
): string {
  const own = `cycle ${cycle}: found ${found}, confirmed ${confirmed}`;
  if (!ledger) return `${own}, the ledger has no commit of this Host`;
  const { count, level, commitHeight, status, judgedHeight, weight, settledHeight } = ledger;
  const committed = `committed ${count} at level ${level} (block ${commitHeight})`;
  const judged = `${status}${judgedHeight > 0n ? ` (block ${judgedHeight})` : ""}`;
  const gained = `weight ${weight} (block ${settledHeight})`;
  return `${own}, ${committed}, ${judged}, ${gained}; now ${weightNow} of all ${total}`;
}

/** The events that the log has gained since the last one that was told. */
export function newEvents(
  log: readonly HostEvent[],
  last: HostEvent | undefined,
): readonly HostEvent[] {
  if (!last) return log;
  const isLast = ({ timeMs, height, text }: HostEvent) =>
    timeMs === last.timeMs && height === last.height && text === last.text;
  return log.slice(log.findLastIndex(isLast) + 1);
}
