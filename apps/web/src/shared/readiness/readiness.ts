// How ready this browser is, outside of React: the checks run once a visit, before any key exists, and again on request.

import { node } from "#shared/node/index.ts";
import { createValue } from "#shared/value/index.ts";
import { browserProbes } from "./browser-probes.ts";
import { type CheckName, checkNames, runChecks } from "./checks.ts";
import type { Finding } from "./finding.ts";
import { nodeProbes } from "./node-probes.ts";

export interface ReadinessState {
  /** Of the last run; while a run goes on, what it has not reached yet is of the one before. */
  readonly findings: { readonly [name in CheckName]?: Finding };
  /** Checks of the present run that are done, of `checkNames`. */
  readonly done: number;
}

/** Time for all: a node that does not answer is dialled for 15 s, and a block is not far after. */
const limitMs = 25_000;

const state = createValue<ReadinessState>({ findings: {}, done: 0 });
let running: Promise<void> | undefined;

export const readiness = {
  get: state.get,
  subscribe: state.subscribe,
  /** Runs the checks unless that was done. */
  start(): void {
    if (running) return;
    node.subscribe(runWhenFound);
    running = run();
  },
  again(): void {
    running = (running ?? Promise.resolve()).then(run);
  },
};

let wasMissing = false;

/** A node that is found late after all: what was said of it, and of the time, is old. */
function runWhenFound(): void {
  const { found } = node.get();
  if (found?.ok && wasMissing) readiness.again();
  wasMissing = found?.ok === false;
}

async function run(): Promise<void> {
  state.set({ ...state.get(), done: 0 });
  await runChecks(
    { ...browserProbes, ...nodeProbes },
    AbortSignal.timeout(limitMs),
    (name, finding) => {
      const { findings, done } = state.get();
      state.set({ findings: { ...findings, [name]: finding }, done: done + 1 });
    },
  );
}

export function isChecking({ done }: ReadinessState): boolean {
  return done < checkNames.length;
}
