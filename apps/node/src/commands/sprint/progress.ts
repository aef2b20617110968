import type { BackendInfo } from "@stadion/gpu-kernels/sprint-model";
import type { CommandIo } from "../../command.ts";

const redrawMs = 250;
const plainMs = 5000;
const reminderMs = 60_000;

/** A bar of 24 cells, filled in proportion and never beyond. */
export function progressBar(done: number, total: number): string {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 1;
  const full = Math.round(share * 24);
  return `[${"#".repeat(full)}${".".repeat(24 - full)}]`;
}

export function describeBackend({ kind, adapter, variant }: BackendInfo): string {
  return `${kind}, ${adapter}, ${variant}`;
}

/**
 * Keeps a status line alive: redrawn in place on a terminal. Elsewhere, where all lines stay, it is told when its
 * news are other ones, and once a minute.
 *
 * @param news - what of the line counts as a change; `undefined` for what is told elsewhere
 * @returns what ends it, which may be called twice
 */
export function startStatus(
  io: CommandIo,
  line: () => string,
  news: () => string | undefined = line,
): () => void {
  let told: string | undefined;
  let toldMs = io.nowMs();
  const tellNews = () => {
    const now = news();
    const isNew = now !== undefined && now !== told;
    if (!isNew && io.nowMs() - toldMs < reminderMs) return;
    told = now ?? told;
    toldMs = io.nowMs();
    io.warn(line());
  };
  const show = () => (io.isTerminal ? io.status(line()) : tellNews());
  const timer = setInterval(show, io.isTerminal ? redrawMs : plainMs);
  return () => {
    clearInterval(timer);
    io.status("");
  };
}
