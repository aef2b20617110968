import { setImmediate as nextTurn } from "node:timers/promises";
import { nonceFaults, type SprintStatus, verdictOutcomes } from "@stadion/protocol/chain";
import { bytesToHex, equalBytes } from "@stadion/protocol/crypto";
import { auditQueue, isUnjudged } from "./audit-queue.ts";
import type { Duty } from "./duty.ts";
import type { Finding } from "./rerun-proof.ts";
import { createRerunner, type RerunnerOptions } from "./rerunner.ts";
import type { Sender } from "./sender.ts";
import type { StateReader } from "./state-reader.ts";

export interface RefereeOptions extends RerunnerOptions {
  readonly reader: Pick<
    StateReader,
    "cycle" | "beacon" | "entries" | "entry" | "proof" | "weights"
  >;
  readonly sender: Sender;
  readonly warn: (message: string) => void;
}

export interface Referee extends Duty {
  /** Gives up what is being re-run and frees the backend. */
  stop(): Promise<void>;
}

const cannotCheck: Finding = {
  outcome: verdictOutcomes.cannotCheck,
  nonce: 0n,
  fault: nonceFaults.none,
  digests: new Uint8Array(32),
};

/** Verdicts signed in one go; at 3 ms each, the next block does not wait for them. */
const reportsPerBlock = 32;

interface Audit {
  readonly cycle: bigint;
  /** Hosts whose proofs are to be re-run, in the order they are judged. */
  left: readonly Uint8Array[];
  /** What was found of them and is not in the ledger yet, by name. */
  readonly findings: Map<string, { readonly host: Uint8Array; readonly finding: Finding }>;
}

/**
 * Judges the revealed proofs of a cycle while they are audited (LD18, LD19, LD24).
 *
 * Who has revealed is read once, when the audit begins; which of them are unjudged the ledger says, so a node that
 * was restarted goes on where it was. What could not be re-run is reported as just that, and tried again after the
 * others.
 */
export function createReferee(options: RefereeOptions): Referee {
  const { reader, sender, warn } = options;
  const rerunner = createRerunner(options);
  let audit: Audit | undefined;
  let working: Promise<void> | undefined;

  /** The audit that is open and this node's to do. */
  function openAudit(): Audit | undefined {
    const { cycle, phase, founder } = reader.cycle();
    if (phase !== "audit" || !equalBytes(founder, sender.key)) return undefined;
    if (audit?.cycle === cycle) return audit;
    const secondValue = reader.beacon(cycle, 1)?.value ?? new Uint8Array();
    const left = auditQueue(reader.entries(cycle), reader.weights(), secondValue);
    return { cycle, left, findings: new Map() };
  }

  function statusOf({ cycle }: Audit, host: Uint8Array): SprintStatus | undefined {
    return reader.entry(cycle, host)?.status;
  }

  function report({ cycle }: Audit, host: Uint8Array, finding: Finding): boolean {
    return sender.send(`verdict ${cycle}/${bytesToHex(host)}`, "verdict", {
      ...{ cycle, host },
      ...finding,
    });
  }

  async function judge(current: Audit, host: Uint8Array): Promise<void> {
    const { cycle, findings } = current;
    if (!isUnjudged(statusOf(current, host))) return;
    try {
      const finding = await rerunner.rerun(cycle, host, sender.key);
      findings.set(bytesToHex(host), { host, finding });
      if (openAudit() === current) report(current, host, finding);
    } catch (error) {
      if (rerunner.isStopped()) return;
      current.left = [...current.left, host];
      const reason = error instanceof Error ? error.message : String(error);
      warn(`Could not re-run the proof of ${bytesToHex(host)}: ${reason}`);
      if (openAudit() === current && statusOf(current, host) === "revealed")
        report(current, host, cannotCheck);
    }
  }

  /** One proof after the other; those that could not be re-run wait for the next round. */
  async function work(current: Audit): Promise<void> {
    const round = current.left;
    current.left = [];
    for (const host of round) {
      if (rerunner.isStopped() || openAudit() !== current) return;
      await judge(current, host);
      await nextTurn(); // a backend that fails at once would keep blocks and network waiting
    }
  }

  /** Sent again until the ledger shows them. */
  function reportAgain(current: Audit): void {
    let reported = 0;
    for (const [name, { host, finding }] of current.findings) {
      if (!isUnjudged(statusOf(current, host))) current.findings.delete(name);
      else if (++reported > reportsPerBlock || !report(current, host, finding)) return;
    }
  }

  return {
    afterBlock() {
      const current = openAudit();
      audit = current;
      if (!current) return;
      reportAgain(current);
      working ??= work(current).finally(() => {
        working = undefined;
      });
    },
    async stop() {
      await rerunner.stop();
      await working;
    },
  };
}
