// The lab's state, outside of React: a run goes on while the person looks at another page.

import type {
  BackendReport,
  LabReport,
  LabRequest,
  LabVerdict,
  RunProgress,
  RunResult,
} from "./lab-messages.ts";

export interface LabState {
  readonly doing: "nothing" | "running" | "verifying";
  readonly backend: BackendReport | undefined;
  /** Of the run that goes on. */
  readonly progress: RunProgress | undefined;
  readonly result: RunResult | undefined;
  /** Nonces re-run, of those in the file. */
  readonly checked: { readonly done: number; readonly total: number } | undefined;
  readonly verdict: LabVerdict | undefined;
  readonly error: string | undefined;
  /** Length of the run in progress. */
  readonly seconds: number;
}

export const idleLab: LabState = {
  doing: "nothing",
  backend: undefined,
  progress: undefined,
  result: undefined,
  checked: undefined,
  verdict: undefined,
  error: undefined,
  seconds: 0,
};

/** The state after the worker's report. */
export function reduceLab(state: LabState, report: LabReport): LabState {
  switch (report.type) {
    case "backend":
      return { ...state, backend: report.backend };
    case "run-progress":
      return { ...state, progress: report.progress };
    case "ran":
      return { ...state, doing: "nothing", progress: undefined, result: report.result };
    case "verify-progress":
      return { ...state, checked: { done: report.done, total: report.total } };
    case "verified":
      return { ...state, doing: "nothing", checked: undefined, verdict: report.verdict };
    case "stopped":
      return { ...state, doing: "nothing", progress: undefined, checked: undefined };
    case "failed":
      return {
        ...state,
        doing: "nothing",
        progress: undefined,
        checked: undefined,
        backend: undefined,
        error: report.message,
      };
  }
}

/** The state when the person asks for something. */
export function beginLab(state: LabState, request: LabRequest): LabState {
  switch (request.type) {
    case "run":
      return {
        ...state,
        doing: "running",
        error: undefined,
        result: undefined,
        progress: undefined,
        seconds: request.seconds,
      };
    case "verify":
      return {
        ...state,
        doing: "verifying",
        error: undefined,
        verdict: undefined,
        checked: undefined,
      };
    case "stop":
    case "visibility":
      return state;
  }
}

let state = idleLab;
let worker: Worker | undefined;
const listeners = new Set<() => void>();

function change(next: LabState): void {
  state = next;
  for (const listener of listeners) listener();
}

function startWorker(): Worker {
  const started = new Worker(new URL("./lab.worker.ts", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<LabReport>) =>
    change(reduceLab(state, data)),
  );
  started.addEventListener("error", ({ message }) => {
    started.terminate();
    worker = undefined;
    const why = message || "its program could not be loaded";
    change(reduceLab(state, { type: "failed", message: `The lab's worker stopped: ${why}` }));
  });
  const tellVisibility = () => {
    started.postMessage({ type: "visibility", visible: !document.hidden } satisfies LabRequest);
  };
  document.addEventListener("visibilitychange", tellVisibility);
  tellVisibility();
  return started;
}

export const lab = {
  getState: (): LabState => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  send(request: LabRequest): void {
    worker ??= startWorker();
    change(beginLab(state, request));
    worker.postMessage(request);
  },
};
