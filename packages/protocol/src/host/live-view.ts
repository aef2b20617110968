import { createListeners } from "../network/listeners.ts";
import type { Clock } from "./ports.ts";
import type { HostEvent, HostView } from "./view.ts";

/** Most events a view keeps (HO12). */
const maxEvents = 50;

/** The Host's view of itself: replaced whole at each change, so that a holder may compare it by identity. */
export interface LiveView {
  now(): HostView;
  update(change: Partial<HostView>): void;
  /** Adds to the log; what was just said is not said again. */
  tell(kind: HostEvent["kind"], text: string): void;
  onView(listener: (view: HostView) => void): () => void;
}

export function createLiveView(first: HostView, clock: Clock): LiveView {
  const listeners = createListeners<HostView>();
  let view = first;
  const update = (change: Partial<HostView>): void => {
    view = { ...view, ...change };
    listeners.tell(view);
  };
  return {
    now: () => view,
    update,
    tell(kind, text) {
      if (view.log.at(-1)?.text === text) return;
      const event: HostEvent = { timeMs: clock.nowMs(), height: view.height, kind, text };
      update({ log: [...view.log, event].slice(-maxEvents) });
    },
    onView: listeners.add,
  };
}
