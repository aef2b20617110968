import { type Figure, missing } from "./figure.ts";

/** Figures that are measured together. */
export interface Section {
  readonly name: string;
  measure(): Promise<Figure[]>;
}

/** What a measuring process gives: names and numbers. */
export type Numbers = Readonly<Record<string, number>>;

/** A number that the measurement must have given. */
export function take(from: Numbers, name: string): number {
  const value = from[name];
  if (value === undefined) throw new Error(`Expected "${name}" to be measured`);
  return value;
}

/** Measures a section; one that fails is a row that says so. */
export async function measureSection({ name, measure }: Section): Promise<Figure[]> {
  try {
    return await measure();
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : error}`);
    return [missing(name, "could not be measured")];
  }
}
