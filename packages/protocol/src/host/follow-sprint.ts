import { nonceFaults, type SprintEntry, type SprintSummary } from "../rules/chain/index.ts";
import { bytesToHex } from "../rules/crypto/index.ts";
import type { HostContext, Snapshot } from "./context.ts";
import type { SprintWork } from "./sprint-work.ts";
import { resendBlocks } from "./timing.ts";
import type { HostEvent, SprintLedgerView } from "./view.ts";

/** Reveals what the ledger has a commit of, until it is revealed (HO8). */
export function createRevealer({ key, sender, view }: HostContext, work: SprintWork) {
  let sentAt: bigint | undefined;
  return async ({ chainId, height }: Snapshot, entry: SprintEntry | undefined): Promise<void> => {
    if (entry?.status !== "committed") return;
    if (sentAt !== undefined && height - sentAt < resendBlocks) return;
    const proof = work.proofs.get(bytesToHex(entry.proofHash));
    if (!proof) {
      view.tell("bad", "The ledger has a commit of this Host whose list is not kept here");
      return;
    }
    const body = { cycle: work.cycle, host: key, proof };
    if (await sender.send("reveal", body, { chainId, height })) sentAt = height;
  };
}

/** Reads what the ledger has of a Sprint, and tells each change (HO9). */
export interface Follower {
  look(snapshot: Snapshot): Promise<SprintEntry | undefined>;
  /** What it had last. */
  ledger(): SprintLedgerView | undefined;
  /** Whether nothing more can come. */
  isDone(): boolean;
}

export function createFollower({ key, reader, view }: HostContext, work: SprintWork): Follower {
  let ledger: SprintLedgerView | undefined;
  let isDone = false;
  return {
    ledger: () => ledger,
    isDone: () => isDone,
    async look({ cycle }) {
      const entry = await reader.entry(work.cycle, key);
      const isOver = cycle.phase === "work" || cycle.cycle !== work.cycle;
      const summary = isOver ? await reader.summary(work.cycle) : undefined;
      const now = ledgerView(entry, summary);
      const event = statusEvent(ledger, now);
      ledger = now;
      isDone = isOver && (!entry || summary !== undefined);
      if (event) view.tell(event.kind, event.text);
      return entry;
    },
  };
}

/** What the ledger says of a Host's Sprint, for its view. */
export function ledgerView(
  entry: SprintEntry | undefined,
  summary: SprintSummary | undefined,
): SprintLedgerView | undefined {
  if (!entry) return undefined;
  const { status, count, level, commitHeight, revealHeight, judgedHeight, weight, faultNonce } =
    entry;
  const settledHeight = summary?.height ?? 0n;
  const heights = { commitHeight, revealHeight, judgedHeight, settledHeight };
  const reason = reasonOf(entry, summary);
  const total = summary?.weight ?? 0n;
  return { status, reason, count, level, weight, faultNonce, total, ...heights };
}

/** Why a Sprint gives no weight, or not yet, as the ledger has it (HO20). */
export function reasonOf(
  { status, fault, faultNonce }: SprintEntry,
  summary: SprintSummary | undefined,
): string | undefined {
  switch (status) {
    case "invalid":
      return fault === nonceFaults.belowLevel
        ? `Nonce ${faultNonce} is appropriate but not at the proof's level`
        : `Nonce ${faultNonce} is not appropriate`;
    case "cannot-check":
      return "The referee could not re-run the proof, which is not a no";
    case "missed":
      return "No block took the proof in the reveal window";
    case "void":
      return outcomeReason(summary);
    case "committed":
    case "revealed":
    case "valid":
      return undefined;
  }
}

function outcomeReason(summary: SprintSummary | undefined): string {
  switch (summary?.outcome) {
    case "not-dealt":
      return "The cycle's beacon was not dealt";
    case "first-value-not-opened":
      return "The beacon's first value was not opened";
    case "second-value-not-opened":
      return "The beacon's second value was not opened, so no sample could be drawn";
    case "no-valid-proof":
    case "settled":
    case undefined:
      return "The cycle was void";
  }
}

/** What a change of status is worth telling; nothing if nothing changed. */
function statusEvent(
  before: SprintLedgerView | undefined,
  now: SprintLedgerView | undefined,
): Pick<HostEvent, "kind" | "text"> | undefined {
  if (!now) return undefined;
  if (now.settledHeight > 0n && !before?.settledHeight)
    return { kind: "good", text: `The Sprint is settled: weight ${now.weight}` };
  if (before?.status === now.status) return undefined;
  switch (now.status) {
    case "committed":
      return { kind: "info", text: `Block ${now.commitHeight} took the commit` };
    case "revealed":
      return { kind: "info", text: `Block ${now.revealHeight} took the proof` };
    case "valid":
      return { kind: "good", text: "The referee found the proof valid" };
    case "invalid":
      return { kind: "bad", text: `The referee found the proof invalid: ${now.reason}` };
    case "cannot-check":
      return { kind: "info", text: "The referee could not check the proof" };
    case "missed":
      return { kind: "bad", text: "The proof was not revealed in time" };
    case "void":
      return { kind: "bad", text: `The Sprint gives no weight: ${now.reason}` };
  }
}
