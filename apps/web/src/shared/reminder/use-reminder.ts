import { useSyncExternalStore } from "react";
import { reminder } from "./reminder.ts";
import type { ReminderState } from "./reminder-rule.ts";

export function useReminder(): ReminderState {
  return useSyncExternalStore(reminder.subscribe, reminder.get);
}
