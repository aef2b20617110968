export { formatAge, formatDayAndTime, formatMoment } from "./age.ts";
export {
  formatBytes,
  formatCount,
  formatCountOf,
  formatListed,
  formatPercent,
  formatRate,
  shortHex,
} from "./numbers.ts";
export { formatClock, formatDay, formatDuration, formatTimeOfDay } from "./time.ts";
export { weightShare } from "./weight-share.ts";
