export { reminder } from "./reminder.ts";
export { type ReminderState, reminderLeadMs } from "./reminder-rule.ts";
export { useReminder } from "./use-reminder.ts";
