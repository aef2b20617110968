// A notification before each starting gun, for whoever asked for it, outside of React. It needs this page to be open:
// there is no server that could wake it.

import { presets } from "@stadion/protocol/params";
import { nextGun, raceClock } from "#shared/cycle/index.ts";
import { formatDuration } from "#shared/format/index.ts";
import { host } from "#shared/host/index.ts";
import { valueStore } from "#shared/storage/index.ts";
import { createValue } from "#shared/value/index.ts";
import { type ReminderState, reminderLeadMs, reminderWords } from "./reminder-rule.ts";

const name = "remind";
const device = valueStore("device");
const state = createValue<ReminderState>("off");
let isStarted = false;
let remindedCycle: bigint | undefined;

export const reminder = {
  get: state.get,
  subscribe: state.subscribe,
  /** Goes on with what the person chose in an earlier visit. */
  start(): void {
    if (isStarted) return;
    isStarted = true;
    host.subscribe(remindIfDue);
    device.get(name).then(
      (kept) => state.set(stateOf(kept === true)),
      () => {},
    );
  },
  /** Asks the browser for its permission if need be: call it when the person clicks. */
  async turnOn(): Promise<void> {
    if (!("Notification" in globalThis)) return state.set("unsupported");
    const permission = await Notification.requestPermission();
    await device.set(name, permission === "granted");
    state.set(permission === "denied" ? "denied" : stateOf(permission === "granted"));
  },
  async turnOff(): Promise<void> {
    await device.set(name, false);
    state.set(stateOf(false));
  },
};

function stateOf(isWanted: boolean): ReminderState {
  if (!("Notification" in globalThis)) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  return isWanted && Notification.permission === "granted" ? "on" : "off";
}

/** At each block: a hidden page's timers may come once a minute, its node's blocks come in time. */
function remindIfDue(): void {
  const { view, heightSeenMs } = host.get();
  if (state.get() !== "on" || !view?.cycle || view.preset === undefined) return;
  const params = presets[view.preset].cycle;
  const moment = { ...view, cycle: view.cycle };
  const gun = nextGun(moment, params);
  const { leftMs } = raceClock(moment, params, performance.now() - heightSeenMs);
  if (!gun || gun.cycle === remindedCycle || leftMs > reminderLeadMs(params)) return;
  remindedCycle = gun.cycle;
  notify(reminderWords(view, formatDuration(leftMs)), `stadion-gun-${gun.cycle}`);
}

/** @param tag - a page that is loaded again replaces its notification rather than show a second one */
function notify({ title, body }: { title: string; body: string }, tag: string): void {
  try {
    const shown = new Notification(title, { body, tag });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  } catch {
    state.set("unsupported"); // Chrome on Android lets service workers show them, and no page
  }
}
