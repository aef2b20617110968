import type { HostView } from "@stadion/protocol/host";

/** How the screen is kept on. */
export type WakeLockState =
  /** Nothing runs that a sleeping machine would cost. */
  | { readonly state: "idle" }
  | { readonly state: "held" }
  /** Only a page in sight can hold it; it is asked for again when the page is shown. */
  | { readonly state: "hidden" }
  | { readonly state: "refused"; readonly reason: string }
  | { readonly state: "unsupported" }
  /** The person does not want it. */
  | { readonly state: "off" };

/** Whether the Host computes in a Sprint, so that a machine that goes to sleep would lose something. */
export function needsWakeLock(view: HostView | undefined): boolean {
  if (!view?.joined || view.paused || view.elsewhere) return false;
  return view.cycle?.phase === "sprint";
}
