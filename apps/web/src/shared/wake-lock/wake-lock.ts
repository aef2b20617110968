// Keeps the screen on, and with it the machine, during a Sprint that this page's Host takes part in. Outside of React.

import { host } from "#shared/host/index.ts";
import { valueStore } from "#shared/storage/index.ts";
import { createValue } from "#shared/value/index.ts";
import { needsWakeLock, type WakeLockState } from "./wake-lock-rule.ts";

const name = "wake-lock";
const device = valueStore("device");
const state = createValue<WakeLockState>({ state: "idle" });
let isStarted = false;
let isWanted = true;
let lock: WakeLockSentinel | undefined;
let turn: Promise<void> = Promise.resolve();

export const wakeLock = {
  get: state.get,
  subscribe: state.subscribe,
  start(): void {
    if (isStarted) return;
    isStarted = true;
    host.subscribe(lookIfChanged);
    document.addEventListener("visibilitychange", look);
    device.get(name).then(
      (kept) => {
        isWanted = kept !== false;
        look();
      },
      () => {},
    );
  },
  /** Whether the person wants it; it is wanted until they say otherwise. */
  async choose(wanted: boolean): Promise<void> {
    isWanted = wanted;
    look();
    await device.set(name, wanted);
  },
};

let wasNeeded = false;

function lookIfChanged(): void {
  const isNeeded = needsWakeLock(host.get().view);
  if (isNeeded !== wasNeeded) look();
  wasNeeded = isNeeded;
}

/** One request after the other: a Sprint may end while the browser still asks. */
function look(): void {
  turn = turn.then(hold);
}

async function hold(): Promise<void> {
  if (!isWanted) return drop({ state: "off" });
  if (!needsWakeLock(host.get().view)) return drop({ state: "idle" });
  if (!("wakeLock" in navigator)) return state.set({ state: "unsupported" });
  if (document.hidden) return state.set({ state: "hidden" });
  if (lock && !lock.released) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    state.set({ state: "held" });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    state.set({ state: "refused", reason });
  }
}

async function drop(next: WakeLockState): Promise<void> {
  const held = lock;
  lock = undefined;
  await held?.release();
  if (state.get().state !== next.state) state.set(next);
}
