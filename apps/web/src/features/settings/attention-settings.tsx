import { type ReminderState, reminder, useReminder } from "#shared/reminder/index.ts";
import { Switch } from "#shared/ui/index.ts";
import { useWakeLock, type WakeLockState, wakeLock } from "#shared/wake-lock/index.ts";

/** What calls a person to a Sprint, and what keeps the machine awake in it. */
export function AttentionSettings(): React.ReactNode {
  const reminding = useReminder();
  const waking = useWakeLock();
  const canRemind = reminding === "on" || reminding === "off";
  return (
    <section className="section" aria-labelledby="attention">
      <h2 id="attention">Reminders and screen</h2>
      <div className="stack-tight">
        <Switch
          isOn={reminding === "on"}
          isDisabled={!canRemind}
          onChange={(isOn) => void (isOn ? reminder.turnOn() : reminder.turnOff())}
        >
          Remind me before each Sprint
        </Switch>
        <p className="muted small">{reminderWords(reminding)}</p>
      </div>
      <div className="stack-tight">
        <Switch
          isOn={waking.state !== "off"}
          isDisabled={waking.state === "unsupported"}
          onChange={(isOn) => void wakeLock.choose(isOn)}
        >
          Keep the screen on during a Sprint
        </Switch>
        <p className="muted small">{wakeWords(waking)}</p>
      </div>
    </section>
  );
}

function reminderWords(state: ReminderState): string {
  switch (state) {
    case "denied":
      return "This browser bars the page's notifications. Allow them in the site's settings.";
    case "unsupported":
      return "This browser shows no notifications of a page.";
    case "on":
    case "off":
      return "A notification from this browser, while the page is open. No server is asked.";
  }
}

function wakeWords(state: WakeLockState): string {
  switch (state.state) {
    case "held":
      return "The screen is kept on now.";
    case "refused":
      return `The browser refused: ${state.reason}.`;
    case "unsupported":
      return "This browser can't. Set the system not to sleep while you take part.";
    case "hidden":
      return "A hidden page can't. It is asked for again when the page is in front.";
    case "idle":
    case "off":
      return "A machine that falls asleep loses the rest of the Sprint.";
  }
}
