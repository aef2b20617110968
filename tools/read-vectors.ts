import { readFileSync } from "node:fs";

/** A file under spec/vectors: expected values that the twin, or a published source, gave. */
export interface Vectors<Case, Invalid = never> {
  readonly rule: string | readonly string[];
  readonly source: string;
  readonly cases: readonly ({ readonly name: string } & Case)[];
  readonly invalid: readonly ({ readonly name: string } & Invalid)[];
}

/** Reads `spec/vectors/<path>.json`. A missing or empty file throws: no test may pass for want of cases. */
export function readVectors<Case, Invalid = never>(path: string): Vectors<Case, Invalid> {
  const url = new URL(`../spec/vectors/${path}.json`, import.meta.url);
  const vectors = JSON.parse(readFileSync(url, "utf8")) as Vectors<Case, Invalid>;
  if (vectors.cases.length === 0) throw new Error(`${path} has no cases`);
  return vectors;
}
