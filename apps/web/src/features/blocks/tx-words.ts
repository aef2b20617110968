import type { BeaconRole, Kind, NonceFault, VerdictOutcome } from "@stadion/protocol/chain";
import type { BlockLine, Moment } from "#shared/chain/index.ts";
import { formatCount, formatCountOf } from "#shared/format/index.ts";

interface KindWords {
  readonly one: string;
  readonly many: string;
  /** What such a transaction does, as a sentence without its full stop. */
  readonly does: string;
}

export const kindWords: Readonly<Record<Kind, KindWords>> = {
  register: {
    one: "registration",
    many: "registrations",
    does: "Makes the sender a Host of this network",
  },
  heartbeat: {
    one: "heartbeat",
    many: "heartbeats",
    does: "Says that the Host is there and which block it has seen",
  },
  commit: {
    one: "commit",
    many: "commits",
    does: "Binds the Host to what it has found, before anyone sees the nonces; its last commit counts",
  },
  reveal: {
    one: "reveal",
    many: "reveals",
    does: "Shows the nonces that a Host committed to",
  },
  verdict: {
    one: "verdict",
    many: "verdicts",
    does: "Says what the referee found when it re-ran drawn nonces of a proof",
  },
  beaconDeal: {
    one: "beacon dealing",
    many: "beacon dealings",
    does: "Binds the dealer to a value of the beacon that nobody sees yet",
  },
  beaconOpen: {
    one: "beacon opening",
    many: "beacon openings",
    does: "Opens a value of the beacon that was dealt before",
  },
};

/** What a beacon value is for. */
export function roleWords(role: BeaconRole): string {
  return role === 0 ? "R, the starting gun" : "R′, which draws the nonces to check";
}

export function outcomeWords(outcome: VerdictOutcome): string {
  switch (outcome) {
    case 1:
      return "Valid";
    case 2:
      return "Invalid";
    case 3:
      return "Could not be checked";
  }
}

export function faultWords(fault: NonceFault): string {
  switch (fault) {
    case 0:
      return "None";
    case 1:
      return "Its output vector is not appropriate";
    case 2:
      return "It is below the level of its proof";
  }
}

/** The transactions of a block by kind: "2 commits, 1 verdict"; empty for none. */
export function countWords({ taken, refused }: Pick<BlockLine, "taken" | "refused">): string {
  const parts = Object.entries(kindWords).flatMap(([kind, { one, many }]) => {
    const count = taken[kind as Kind] ?? 0;
    return count > 0 ? [formatCountOf(count, one, many)] : [];
  });
  if (refused > 0) parts.push(`${formatCount(refused)} refused`);
  return parts.join(", ");
}

/** A moment in a few words. */
export function momentWords(moment: Moment): string {
  switch (moment.kind) {
    case "gun":
      return "Starting gun: R is open";
    case "sprint-ended":
      return "The Sprint ends";
    case "draw":
      return "Draw: R′ is open, the audit begins";
    case "settled":
      return settledWords(moment.summary);
  }
}

function settledWords({
  outcome,
  valid,
  committed,
  weight,
}: Extract<Moment, { kind: "settled" }>["summary"]): string {
  switch (outcome) {
    case "settled":
      return `Settled: ${formatCount(valid)} of ${formatCountOf(committed, "proof")} valid, ${formatCount(weight)} weight in force`;
    case "no-valid-proof":
      return "Ended without a valid proof: the old weights stand";
    case "not-dealt":
      return "Void: the beacon was not dealt";
    case "first-value-not-opened":
      return "Void: R was not opened";
    case "second-value-not-opened":
      return "Void: R′ was not opened";
  }
}
