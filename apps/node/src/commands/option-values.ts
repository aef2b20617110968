import { availableParallelism } from "node:os";
import { isPresetName, type Params, presetNames, presets } from "@stadion/protocol/params";
import { UsageError } from "../command.ts";
import { type BackendName, backendNames } from "../compute/choose-backend.ts";

// Texts of the command line as values; each says in one line what it expected.

/** Runs Node's own parser, whose sentences a person can read: they become usage errors. */
export function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    // What Node goes on to advise, arguments that begin with a dash, none of the commands takes.
    throw new UsageError(message.replace(/\. To specify a positional argument.*$/s, ""), { cause });
  }
}

export function presetOf(name: string): Params {
  if (isPresetName(name)) return presets[name];
  throw new UsageError(`--preset expects one of ${presetNames.join(", ")}, found ${name}`);
}

export function backendOf(name: string): BackendName {
  const known = backendNames.find((candidate) => candidate === name);
  if (known) return known;
  throw new UsageError(`--backend expects one of ${backendNames.join(", ")}, found ${name}`);
}

/** Threads of the wasm backend. More than the machine runs at once only take memory and turns from each other. */
export function threadsOf(text: string, cores = availableParallelism()): number {
  const threads = Number(text);
  if (/^\d{1,9}$/.test(text) && threads >= 1 && threads <= cores) return threads;
  throw new UsageError(
    `--threads expects a whole number from 1 to ${cores}, the cores of this machine, found ${text}`,
  );
}

export function wholeOf(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${option} expects a whole number from ${least} to ${most}, found ${text}`);
}
