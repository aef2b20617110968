import { formatDuration, formatTimeOfDay } from "./time.ts";

const hour = 3_600_000;
const dayAndTime = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** How long ago something was, in one unit and coarse enough to change rarely: "now", "8 s ago", "3 min ago". */
export function formatAge(ms: number): string {
  if (ms < 1500) return "now";
  if (ms < 60_000) return `${formatDuration(Math.floor(ms / 1000) * 1000)} ago`;
  const unit = ms < hour ? 60_000 : ms < 24 * hour ? hour : 24 * hour;
  return `${formatDuration(Math.floor(ms / unit) * unit)} ago`;
}

/** A moment of any day, in the reader's time zone: "21 Nov 2026, 14:05:09". */
export function formatDayAndTime(epochMs: number): string {
  return dayAndTime.format(epochMs);
}

/** Of the last hours the time of day, of others the day too. */
export function formatMoment(epochMs: number, nowMs: number): string {
  const isNear = Math.abs(nowMs - epochMs) < 20 * hour;
  return isNear ? formatTimeOfDay(epochMs) : formatDayAndTime(epochMs);
}
