const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const threeFigures = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

/** A count in full, grouped: "12,345". */
export function formatCount(count: number | bigint): string {
  return whole.format(count);
}

/** A count with its noun: "1 nonce", "12,345 nonces". */
export function formatCountOf(count: number | bigint, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${BigInt(count) === 1n ? one : many}`;
}

/** Nonces a second in three figures: "8.41 nonces/s", "1,240 nonces/s". */
export function formatRate(noncesPerSecond: number): string {
  if (noncesPerSecond >= 1000) return `${formatCount(noncesPerSecond)} nonces/s`;
  return `${threeFigures.format(noncesPerSecond)} nonces/s`;
}

/** A share of a whole: "6.3 %". */
export function formatPercent(share: number): string {
  return `${oneDecimal.format(share * 100)} %`;
}

const byteUnits = ["B", "kB", "MB", "GB", "TB"] as const;

/** An amount of data in three figures: "17 B", "4.2 MB". */
export function formatBytes(bytes: number): string {
  const power = Math.floor(Math.log10(Math.max(1, bytes)) / 3);
  const unit = Math.min(power, byteUnits.length - 1);
  return `${threeFigures.format(bytes / 1000 ** unit)} ${byteUnits[unit]}`;
}

/** The ends of a long hex name: "3f9a1c…77d0". */
export function shortHex(hex: string, head = 6, tail = 4): string {
  return hex.length <= head + tail + 1 ? hex : `${hex.slice(0, head)}…${hex.slice(-tail)}`;
}

/** Nonces of a proof, with what each counts at its level: "524 × 4", at level 0 "524". */
export function formatListed({ count, level }: { count: number; level: number }): string {
  return level === 0 ? formatCount(count) : `${formatCount(count)} × ${formatCount(2 ** level)}`;
}
