import { setImmediate as nextTurn } from "node:timers/promises";
import { type ReplayOutcome, replayLedger } from "@stadion/ledger/engine";
import { type LedgerSnapshot, openLedgerSnapshot } from "@stadion/ledger/store";
import { bytesToHex } from "@stadion/protocol/crypto";
import type { CommandIo } from "../../command.ts";
import { jsonLine } from "../json-line.ts";
import type { ReplayOptions } from "./options.ts";

/** Time without a sign of life that a person may be left with. */
const progressMs = 2000;
/** How long Ctrl-C may wait. */
const turnMs = 50;

/** Replays a folder (LD26): 0 if all of it holds, 1 if not. Throws where it can't be read, or is told to stop. */
export async function replayFolder(
  { dataFolder, json }: ReplayOptions,
  io: CommandIo,
): Promise<number> {
  const snapshot = openLedgerSnapshot(dataFolder);
  try {
    const from = io.nowMs();
    const outcome = await runAll(snapshot, io);
    const ms = Math.round(io.nowMs() - from);
    if (json) {
      const event = outcome.ok ? "replayed" : "fault";
      io.print(jsonLine({ event, blocks: snapshot.lastHeight, ms, ...outcome }));
    } else for (const line of outcomeLines(outcome, ms)) io.print(line);
    return outcome.ok ? 0 : 1;
  } finally {
    snapshot.close();
  }
}

async function runAll(snapshot: LedgerSnapshot, io: CommandIo): Promise<ReplayOutcome> {
  const replay = replayLedger(snapshot);
  let told = io.nowMs();
  let turned = told;
  for (;;) {
    const step = replay.next();
    if (step.done) return step.value;
    const now = io.nowMs();
    if (now - told >= progressMs) {
      told = now;
      const line = `Replayed ${step.value} of ${snapshot.lastHeight} blocks`;
      if (io.isTerminal) io.status(line);
      else io.warn(line);
    }
    if (now - turned < turnMs) continue;
    await nextTurn();
    turned = io.nowMs();
    if (io.stop.aborted) throw new Error(`stopped after block ${step.value}: nothing was decided`);
  }
}

function outcomeLines(outcome: ReplayOutcome, ms: number): string[] {
  if (!outcome.ok)
    return [
      `Block ${outcome.height} ${outcome.fault}`,
      "  what to do  do not go on with this folder; take a sound copy of it, or start a new one",
    ];
  return [
    `All ${outcome.height} blocks hold, replayed from the genesis in ${(ms / 1000).toFixed(1)} s`,
    `  app hash  ${bytesToHex(outcome.appHash)}`,
  ];
}
