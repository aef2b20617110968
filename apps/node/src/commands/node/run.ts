import { fileURLToPath } from "node:url";
import type { CommandIo } from "../../command.ts";
import { startFullNode } from "../../full-node/full-node.ts";
import { jsonLine } from "../json-line.ts";
import type { NodeOptions } from "./options.ts";
import { eventFacts, eventLine, startFacts, startLines } from "./report.ts";

const pageFolder = fileURLToPath(new URL("../../../../web/dist", import.meta.url));

/** Runs a full node until the person asks to stop; rejects when it cannot go on. */
export async function runNode(options: NodeOptions, io: CommandIo): Promise<number> {
  const { json } = options;
  // What happens while the parts start is told after the lines that say what runs.
  const early: (() => void)[] = [];
  let tell = (line: () => void): void => {
    early.push(line);
  };
  const node = await startFullNode({ ...options, pageFolder }, (event) =>
    tell(() => {
      if (json) io.print(jsonLine(eventFacts(event)));
      else if (event.kind === "warning") io.warn(eventLine(event));
      else io.print(eventLine(event));
    }),
  );
  try {
    if (json) io.print(jsonLine(startFacts(node)));
    else for (const line of startLines(node)) io.print(line);
    tell = (line) => line();
    for (const line of early) line();
    await Promise.race([aborted(io.stop), node.failed]);
  } finally {
    await node.stop();
  }
  io.print(json ? jsonLine({ event: "stopped" }) : "Stopped");
  return 0;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
