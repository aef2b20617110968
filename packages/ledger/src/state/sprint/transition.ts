import {
  type Commit,
  maxWeightHosts,
  nonceFaults,
  type Reveal,
  type SprintEntry,
  type SprintStatus,
  sprintKey,
  type Verdict,
  type VerdictOutcome,
  verdictOutcomes,
  weightLimit,
} from "@stadion/protocol/chain";
import { equalBytes } from "@stadion/protocol/crypto";
import type { SprintParams } from "@stadion/protocol/params";
import {
  checkProofShape,
  decodeProof,
  hashProof,
  levelFloor,
  maxLevel,
  proofWeight,
  type SprintProof,
} from "@stadion/protocol/sprint";
import { accepted, rejected } from "../check.ts";
import type { Check } from "../contract.ts";
import { currentCycle } from "../cycle/queries.ts";
import { countEntries, entryOf, isRevealed } from "./queries.ts";
import type { SprintDraft, SprintState } from "./types.ts";

/** Whether a registered Host's commit is taken (LD15). Reads only. */
export function checkSprintCommit(
  state: Pick<SprintState, "cycle" | "sprint">,
  host: Uint8Array,
  { cycle, count, level }: Commit,
  params: SprintParams,
): Check<"wrong-cycle" | "not-in-sprint" | "bad-count-or-level" | "sprint-full"> {
  const current = currentCycle(state);
  if (cycle !== current.cycle) return rejected("wrong-cycle");
  if (current.phase !== "sprint") return rejected("not-in-sprint");
  const least = level > 0 ? levelFloor(params) : 1;
  if (level > maxLevel || count < least || count > params.maxNonces)
    return rejected("bad-count-or-level");
  if (proofWeight(count, level) >= weightLimit) return rejected("bad-count-or-level");
  if (!entryOf(state, cycle, host) && countEntries(state, cycle) >= maxWeightHosts)
    return rejected("sprint-full");
  return accepted;
}

/** Records a commit that `checkSprintCommit` accepted, in place of the Host's last one. Cannot fail. */
export function applySprintCommit(
  draft: SprintDraft,
  host: Uint8Array,
  { cycle, proofHash, count, level }: Commit,
  height: bigint,
): void {
  const commits = (entryOf(draft, cycle, host)?.commits ?? 0) + 1;
  draft.sprint.set(sprintKey(cycle, host), {
    ...{ cycle, host, proofHash, count, level, commits },
    commitHeight: height,
    revealHeight: 0n,
    status: "committed",
    weight: 0n,
    ...{ faultNonce: 0n, fault: nonceFaults.none, judgedHeight: 0n },
    digests: new Uint8Array(32),
  });
}

type RevealFault =
  | "wrong-cycle"
  | "not-in-reveal"
  | "no-commit"
  | "already-revealed"
  | "proof-hash-differs"
  | "proof-malformed"
  | "proof-of-another-sprint"
  | "proof-of-another-host"
  | "proof-differs-from-commit";

/** Whether a proof is the one that its Host committed to (LD16). Reads only. */
export function checkReveal(
  state: Pick<SprintState, "cycle" | "sprint">,
  { cycle, host, proof: encoding }: Reveal,
  params: SprintParams,
): Check<RevealFault> {
  const current = currentCycle(state);
  if (cycle !== current.cycle) return rejected("wrong-cycle");
  if (current.phase !== "reveal") return rejected("not-in-reveal");
  const entry = entryOf(state, cycle, host);
  if (!entry) return rejected("no-commit");
  if (isRevealed(entry)) return rejected("already-revealed");
  if (!equalBytes(hashProof(encoding), entry.proofHash)) return rejected("proof-hash-differs");
  const proof = decodeProof(encoding);
  if (!proof || checkProofShape(proof, params)) return rejected("proof-malformed");
  const fault = compareWithCommit(proof, entry, current.sprintSeed);
  return fault ? rejected(fault) : accepted;
}

function compareWithCommit(
  { sprintSeed, hostKey, level, nonces }: SprintProof,
  entry: SprintEntry,
  currentSeed: Uint8Array,
): RevealFault | undefined {
  if (!equalBytes(sprintSeed, currentSeed)) return "proof-of-another-sprint";
  if (!equalBytes(hostKey, entry.host)) return "proof-of-another-host";
  if (nonces.length !== entry.count || level !== entry.level) return "proof-differs-from-commit";
  return undefined;
}

/** Records a proof that `checkReveal` accepted. Cannot fail. */
export function applyReveal(
  draft: SprintDraft,
  { cycle, host, proof }: Reveal,
  height: bigint,
): void {
  const key = sprintKey(cycle, host);
  draft.sprint.set(key, { ...known(draft, key), status: "revealed", revealHeight: height });
  draft.proof.set(key, proof);
}

/** Whether the referee's verdict is taken (LD18, LD19). Reads only. */
export function checkVerdict(
  state: Pick<SprintState, "cycle" | "sprint" | "proof">,
  sender: Uint8Array,
  { cycle, host, outcome, nonce }: Verdict,
): Check<
  | "wrong-cycle"
  | "not-in-audit"
  | "not-the-referee"
  | "nothing-to-judge"
  | "already-judged"
  | "nonce-not-in-proof"
> {
  const current = currentCycle(state);
  if (cycle !== current.cycle) return rejected("wrong-cycle");
  if (current.phase !== "audit") return rejected("not-in-audit");
  if (!equalBytes(sender, current.founder)) return rejected("not-the-referee");
  const encoding = state.proof.get(sprintKey(cycle, host));
  const entry = entryOf(state, cycle, host);
  if (!entry || !encoding) return rejected("nothing-to-judge");
  if (entry.status === "valid" || entry.status === "invalid") return rejected("already-judged");
  const blames = outcome === verdictOutcomes.invalid;
  if (blames && !decodeProof(encoding)?.nonces.includes(nonce))
    return rejected("nonce-not-in-proof");
  return accepted;
}

const statusOf: Readonly<Record<VerdictOutcome, SprintStatus>> = {
  [verdictOutcomes.valid]: "valid",
  [verdictOutcomes.invalid]: "invalid",
  [verdictOutcomes.cannotCheck]: "cannot-check",
};

/** Records a verdict that `checkVerdict` accepted. Cannot fail. */
export function applyVerdict(
  draft: SprintDraft,
  { cycle, host, outcome, nonce, fault, digests }: Verdict,
  height: bigint,
): void {
  const key = sprintKey(cycle, host);
  const judged = { status: statusOf[outcome], faultNonce: nonce, fault, digests };
  draft.sprint.set(key, { ...known(draft, key), ...judged, judgedHeight: height });
}

function known(draft: SprintDraft, key: Uint8Array): SprintEntry {
  const entry = draft.sprint.get(key);
  if (!entry) throw new TypeError("a proof was handled that nobody committed to");
  return entry;
}
