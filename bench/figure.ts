/** One measured figure: a row of the table, and with its suite's name a line of the JSON. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it has to reach, in words; null where nothing is asked. */
  readonly bar: string | null;
  /** Who was measured beside it in the same run. */
  readonly peer: Peer | null;
  readonly ok: boolean;
}

export interface Peer {
  readonly name: string;
  readonly value: number;
}

type Measured = Pick<Figure, "name" | "value" | "unit">;

/** Has to reach `least`, in its own unit. */
export function atLeast(measured: Measured, least: number): Figure {
  const bar = `>= ${least} ${measured.unit}`;
  return { ...measured, bar, peer: null, ok: measured.value >= least };
}

/** May be at most `most`. */
export function atMost(measured: Measured, most: number): Figure {
  const bar = `<= ${most} ${measured.unit}`;
  return { ...measured, bar, peer: null, ok: measured.value <= most };
}

/** Has to reach so many times what the peer did. */
export function timesPeer(measured: Measured, peer: Peer, times: number): Figure {
  const bar = `>= ${times.toFixed(1)} x ${peer.name}`;
  return { ...measured, bar, peer, ok: measured.value >= times * peer.value };
}

/** Nothing is asked of it: what it is shows how to read the others. */
export function told(measured: Measured): Figure {
  return { ...measured, bar: null, peer: null, ok: true };
}

/** A measurement that could not be made is a row that fails, never a row that is missing. */
export function missing(name: string, bar: string): Figure {
  return { name, value: 0, unit: "", bar, peer: null, ok: false };
}

/** Three digits, or all of a whole number. */
export function round(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

export function tableLine({ name, value, unit, bar, peer, ok }: Figure): string {
  const shown = `${round(value)} ${unit}`;
  const met = ok ? "met" : "not met";
  const beside = peer ? `${round(peer.value)} (${round(value / peer.value)} x)` : "";
  return `${name.padEnd(62)}${shown.padStart(14)}  ${beside.padEnd(16)}${(bar ?? "").padEnd(46)}${bar === null ? "" : met}`;
}

export const tableHeader = `${"what".padEnd(62)}${"value".padStart(14)}  ${"peer".padEnd(16)}bar`;
