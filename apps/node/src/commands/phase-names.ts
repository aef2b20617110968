import type { Phase } from "@stadion/protocol/chain";

/** The phases of a cycle as a person knows them, the same words as on the page. */
export const phaseNames: Readonly<Record<Phase, string>> = {
  deal: "Deal",
  open: "Set",
  sprint: "Sprint",
  reveal: "Reveal",
  secondOpen: "Draw",
  audit: "Audit",
  work: "Work",
};
