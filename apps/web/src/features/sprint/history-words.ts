import type { SprintRecord } from "@stadion/protocol/host";
import { formatPercent, weightShare } from "#shared/format/index.ts";

const results: Readonly<Record<SprintRecord["status"], string>> = {
  none: "nothing committed",
  committed: "committed",
  revealed: "revealed",
  valid: "valid",
  invalid: "invalid",
  "cannot-check": "not checked",
  missed: "not revealed",
  void: "void",
};

/** What came of a Sprint, with the reason where it gave nothing. */
export function resultWords({ status, reason }: Pick<SprintRecord, "status" | "reason">): string {
  return reason === undefined ? results[status] : `${results[status]}: ${lowerFirst(reason)}`;
}

/** Its weight as a share of all that was in force after it. */
export function shareWords({ weight, total }: Pick<SprintRecord, "weight" | "total">): string {
  return total > 0n ? formatPercent(weightShare(weight, total)) : "–";
}

function lowerFirst(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
