import { type CheckName, checkNames } from "./checks.ts";
import type { Finding, Verdict } from "./finding.ts";

type Findings = { readonly [name in CheckName]?: Finding };

/** The checks that gave this verdict, in their order. */
export function checksThat(verdict: Verdict, findings: Findings): CheckName[] {
  return checkNames.filter((name) => findings[name]?.verdict === verdict);
}

/** All of it in one sentence. */
export function summarise(findings: Findings): string {
  const blocked = checksThat("blocked", findings).length;
  const degraded = checksThat("degraded", findings).length;
  if (blocked > 0)
    return blocked === 1
      ? "One thing keeps this browser from a Sprint."
      : `${blocked} things keep this browser from a Sprint.`;
  if (degraded === 0) return "This browser is ready for a Sprint.";
  return degraded === 1
    ? "This browser is ready for a Sprint, with one limit."
    : `This browser is ready for a Sprint, with ${degraded} limits.`;
}
