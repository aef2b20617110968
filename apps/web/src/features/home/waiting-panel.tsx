import { type PresetName, presets } from "@stadion/protocol/params";
import { formatDuration } from "#shared/format/index.ts";
import {
  type ReminderState,
  reminder,
  reminderLeadMs,
  useReminder,
} from "#shared/reminder/index.ts";
import { Switch } from "#shared/ui/index.ts";
import { useWakeLock, type WakeLockState } from "#shared/wake-lock/index.ts";

/** What a person may want before the gun, and what the browser makes of it. */
export function WaitingPanel({ preset }: { readonly preset: PresetName }): React.ReactNode {
  const reminding = useReminder();
  const lock = useWakeLock();
  const lead = formatDuration(reminderLeadMs(presets[preset].cycle));
  const canRemind = reminding === "on" || reminding === "off";
  return (
    <section className="section" aria-labelledby="appointment">
      <h2 id="appointment">The appointment</h2>
      <div className="stack-tight">
        <Switch
          isOn={reminding === "on"}
          isDisabled={!canRemind}
          onChange={(isOn) => void (isOn ? reminder.turnOn() : reminder.turnOff())}
        >
          Remind me {lead} before the gun
        </Switch>
        <p className="muted small" data-testid="reminder">
          {reminderNotes[reminding]}
        </p>
      </div>
      <p className="muted small" data-testid="wake-lock">
        {wakeLockNote(lock)}
      </p>
    </section>
  );
}

const reminderNotes: Readonly<Record<ReminderState, string>> = {
  off: "The browser asks for your permission once. No server is told.",
  on: "A notification comes while this page is open in some tab, seen or not.",
  denied:
    "This browser shows no notifications of this page. Allow them in the site settings, then load the page again.",
  unsupported: "This browser lets no page show notifications.",
};

function wakeLockNote(lock: WakeLockState): string {
  switch (lock.state) {
    case "idle":
      return "While this machine takes part in a Sprint the screen stays on, so that it does not fall asleep.";
    case "held":
      return "The screen stays on until this Sprint ends.";
    case "hidden":
      return "The screen may go off: only a page in sight can keep it on.";
    case "refused":
      return `The browser refused to keep the screen on (${lock.reason}). See that the machine does not fall asleep.`;
    case "unsupported":
      return "This browser can't keep the screen on. See that the machine does not fall asleep.";
    case "off":
      return "The screen may go off during a Sprint, as you asked.";
  }
}
