/**
 * Whether threads run a model together, or each its own share of the nonces.
 *
 * Together they generate each weight once for the whole batch, but meet at a barrier after each phase. Apart they never
 * wait, but each needs a full batch to make a weight worth its generation, so a call carries more nonces and lasts as
 * much longer: seconds where the model is large.
 */
import type { SprintParams } from "@stadion/protocol/params";
import { positions } from "../oracle.ts";
import { nonceCapacity } from "./layout.ts";

/** All threads as one team, or each as a team of its own; "auto" goes by the model. */
export type TeamChoice = "auto" | "one" | "each";

/** Below this many nonces a worker that generates its own weights spends most of its time on that. */
export const fewestOwnNonces = 32;

/** Of a layer, see phases.ts. */
const barriers = 8;

/**
 * Products of two numbers between two barriers, in a team's full batch, from which on a barrier costs nothing that can
 * be measured: about a millisecond and a half of two threads.
 *
 * Measured in November 2026 on two cores of an EPYC, relaxed dot, nonces a second apart and together: 1.27 times as
 * many at 8e6 (preset `local`), 1.35 at 34e6, 1.05 to 1.2 at 59e6 and 134e6, the same at 235e6 and 436e6 (`testnet`'s
 * layers).
 */
const fewestBetweenBarriers = 1.5e8;

export function formTeams({ dim, ffn }: SprintParams, choice: TeamChoice): "one" | "each" {
  if (choice !== "auto") return choice;
  const perRow = 4 * dim * dim + 3 * dim * ffn;
  const betweenBarriers = (positions * nonceCapacity * perRow) / barriers;
  return betweenBarriers < fewestBetweenBarriers ? "each" : "one";
}
