import type { BackendInfo } from "@stadion/gpu-kernels/sprint-model";
import type { CommandIo } from "../../command.ts";

const redrawMs = 250;
const plainMs = 5000;

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
 * Keeps a status line alive: redrawn in place on a terminal, now and then a plain line elsewhere.
 *
 * Returns what ends it, which may be called twice.
 */
export function startStatus(io: CommandIo, line: () => string): () => void {
  const show = () => (io.isTerminal ? io.status(line()) : io.warn(line()));
  const timer = setInterval(show, io.isTerminal ? redrawMs : plainMs);
  return () => {
    clearInterval(timer);
    io.status("");
  };
}
