// What the page knows of its Host, and how each report changes it.

import type { HostView } from "@stadion/protocol/host";
import type { BenchmarkState, HostReport, Standing, ToldView } from "./host-messages.ts";

export interface HostState {
  readonly standing: Standing;
  readonly view: HostView | undefined;
  /** Why this backend and not another. */
  readonly backendReason: string;
  /** Of the page's monotonic clock: when the ledger's present height was first seen. */
  readonly heightSeenMs: number;
  /** The last device that failed; by identity another one each time. */
  readonly deviceFailure: { readonly reason: string; readonly now: "webgpu" | "wasm" } | undefined;
  readonly benchmark: BenchmarkState;
  readonly error: string | undefined;
}

export const firstState: HostState = {
  standing: "starting",
  view: undefined,
  backendReason: "",
  heightSeenMs: 0,
  deviceFailure: undefined,
  benchmark: { doing: "nothing", trouble: undefined },
  error: undefined,
};

/** @param nowMs - of the page's monotonic clock */
export function reduceHost(state: HostState, report: HostReport, nowMs: number): HostState {
  switch (report.type) {
    case "standing":
      return withStanding(state, report.standing);
    case "view":
      return withView(state, report.view, report.backendReason, nowMs);
    case "device-failed":
      return { ...state, deviceFailure: { reason: report.reason, now: report.now } };
    case "benchmark":
      return { ...state, benchmark: report.state };
    case "failed":
      return { ...state, error: report.message };
  }
}

function withStanding(state: HostState, standing: Standing): HostState {
  // What an earlier Host was told is not the next one's.
  const isSame = standing === "running" || standing === "closed";
  const rest = isSame ? {} : { view: undefined, error: undefined };
  return { ...state, ...rest, standing };
}

function withView(
  state: HostState,
  told: ToldView,
  backendReason: string,
  nowMs: number,
): HostState {
  const view = { ...told, history: told.history ?? state.view?.history ?? [] };
  const isNewHeight = state.view?.height !== view.height;
  return {
    ...state,
    view,
    backendReason,
    heightSeenMs: isNewHeight ? nowMs : state.heightSeenMs,
  };
}
