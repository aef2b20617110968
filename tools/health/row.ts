/** One line of the report: what was measured, the bar it has to meet, whether it does. */
export interface HealthRow {
  /** The rule of spec/health.md. */
  readonly rule: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bar: string;
  readonly ok: boolean;
}

/** A row whose value lies within [from, to]. */
export function within(
  rule: string,
  name: string,
  value: number,
  [from, to]: readonly [number, number],
  unit = "",
): HealthRow {
  const ok = value >= from && value <= to;
  return { rule, name, value, unit, bar: `${digits(from)} … ${digits(to)}`, ok };
}

/** A row whose value is at most `most`. */
export function atMost(
  rule: string,
  name: string,
  value: number,
  most: number,
  unit = "",
): HealthRow {
  return { rule, name, value, unit, bar: `<= ${digits(most)}`, ok: value <= most };
}

/** A row whose value is at least `least`: how a contrast shows that a check can see. */
export function atLeast(
  rule: string,
  name: string,
  value: number,
  least: number,
  unit = "",
): HealthRow {
  return { rule, name, value, unit, bar: `>= ${digits(least)}`, ok: value >= least };
}

export function printHeader(): void {
  console.log(`${"rule".padEnd(5)}${"what".padEnd(72)}${"value".padStart(12)}  bar`);
}

export function printRow({ rule, name, value, unit, bar, ok }: HealthRow): void {
  const shown = `${digits(value)} ${unit}`.trim();
  console.log(
    `${rule.padEnd(5)}${name.padEnd(72)}${shown.padStart(12)}  ${bar.padEnd(18)} ${ok ? "ok" : "NOT OK"}`,
  );
}

function digits(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
