const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A count-down as a clock shows it: "0:07", "12:30", "1:02:03". Rounds up, so that 0:00 means over. */
export function formatClock(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / second));
  const seconds = pad(total % 60);
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${pad(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}

/** A length of time in words, in its two largest units: "7 s", "2 min 30 s", "5 h 20 min", "3 d 4 h". */
export function formatDuration(ms: number): string {
  const rounded = Math.max(0, Math.round(ms / second)) * second;
  if (rounded < minute) return `${rounded / second} s`;
  if (rounded < hour) return twoUnits(rounded, minute, "min", second, "s");
  if (rounded < day) return twoUnits(rounded, hour, "h", minute, "min");
  return twoUnits(rounded, day, "d", hour, "h");
}

/** A moment today, in the reader's time zone: "14:05:09". */
export function formatTimeOfDay(epochMs: number): string {
  return new Date(epochMs).toLocaleTimeString("en-GB");
}

/** A day, in the reader's time zone: "21 Nov 2026". */
export function formatDay(epochMs: number): string {
  const options = { day: "numeric", month: "short", year: "numeric" } as const;
  return new Date(epochMs).toLocaleDateString("en-GB", options);
}

function twoUnits(ms: number, big: number, bigName: string, small: number, smallName: string) {
  const rest = Math.floor((ms % big) / small);
  const bigPart = `${Math.floor(ms / big)} ${bigName}`;
  return rest === 0 ? bigPart : `${bigPart} ${rest} ${smallName}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
