/** How fit this browser is for one thing that a Host needs; `unknown` is never a no. */
export type Verdict = "pass" | "degraded" | "blocked" | "unknown";

/** What one check found, in whole sentences. */
export interface Finding {
  readonly verdict: Verdict;
  /** The fact. */
  readonly found: string;
  /** What follows from it for a Sprint or for the key. */
  readonly cause?: string;
  /** What to do about it, in this browser. */
  readonly cure?: string;
}

export function pass(found: string): Finding {
  return { verdict: "pass", found };
}

export function degraded(found: string, cause: string, cure?: string): Finding {
  return { verdict: "degraded", found, cause, ...(cure === undefined ? {} : { cure }) };
}

export function blocked(found: string, cause: string, cure: string): Finding {
  return { verdict: "blocked", found, cause, cure };
}

export function unknown(found: string): Finding {
  return { verdict: "unknown", found };
}
