import type { SprintBackend } from "@stadion/gpu-kernels/sprint-model";
import { nonceFaults, type SprintEntry, verdictOutcomes } from "@stadion/protocol/chain";
import { bytesToHex, equalBytes } from "@stadion/protocol/crypto";
import type { SprintParams } from "@stadion/protocol/params";
import { decodeProof } from "@stadion/protocol/sprint";
import type { Duty } from "./duty.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import { type Finding, rerunProof } from "./rerun-proof.ts";
import type { Sender } from "./sender.ts";

export interface RefereeOptions {
  readonly reader: Pick<LedgerReader, "cycle" | "beacon" | "entries" | "proof">;
  readonly sender: Sender;
  /** Where nonces are re-run: away from this thread, which makes blocks. */
  readonly createBackend: () => Promise<SprintBackend>;
  readonly params: SprintParams;
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

/**
 * Judges the revealed proofs of a cycle while they are audited (LD18, LD19).
 *
 * The ledger says which are unjudged, so a node that was restarted goes on where it was. What could
 * not be re-run is reported as just that, and tried again at the next block.
 */
export function createReferee(options: RefereeOptions): Referee {
  const { reader, sender, warn } = options;
  const rerunner = createRerunner(options);
  const findings = new Map<string, Finding>();
  let working: Promise<void> | undefined;

  function pending(): readonly SprintEntry[] {
    const { cycle, phase, founder } = reader.cycle();
    if (phase !== "audit" || !equalBytes(founder, sender.key)) return [];
    const unjudged = ({ status }: SprintEntry) =>
      status === "revealed" || status === "cannot-check";
    return reader.entries(cycle).filter(unjudged);
  }

  function report(entry: SprintEntry, finding: Finding): void {
    const { cycle, host } = entry;
    sender.send(`verdict ${nameOf(entry)}`, "verdict", { cycle, host, ...finding });
  }

  /** One proof after the other; one that could not be re-run waits for the next round. */
  async function work(): Promise<void> {
    const tried = new Set<string>();
    const isOpen = (entry: SprintEntry) =>
      !findings.has(nameOf(entry)) && !tried.has(nameOf(entry));
    for (;;) {
      const next = pending().find(isOpen);
      if (!next || rerunner.isStopped()) return;
      tried.add(nameOf(next));
      try {
        const finding = await rerunner.rerun(next);
        findings.set(nameOf(next), finding);
        report(next, finding);
      } catch (error) {
        if (rerunner.isStopped()) return;
        const reason = error instanceof Error ? error.message : String(error);
        warn(`Could not re-run the proof of ${bytesToHex(next.host)}: ${reason}`);
        if (next.status === "revealed") report(next, cannotCheck);
      }
    }
  }

  return {
    afterBlock() {
      const left = pending();
      if (left.length === 0) {
        findings.clear();
        return;
      }
      // Sent again until the ledger shows them.
      for (const entry of left) {
        const finding = findings.get(nameOf(entry));
        if (finding) report(entry, finding);
      }
      working ??= work().finally(() => {
        working = undefined;
      });
    },
    async stop() {
      await rerunner.stop();
      await working;
    },
  };
}

/** Re-runs proofs on a backend that is opened when it is first needed, and anew after it failed. */
function createRerunner({ reader, sender, createBackend, params }: RefereeOptions) {
  const stopping = new AbortController();
  const { signal } = stopping;
  let backend: SprintBackend | undefined;
  const closeBackend = async () => {
    const closing = backend;
    backend = undefined;
    await closing?.close().catch(() => {}); // it failed, or nobody needs it any more
  };
  return {
    isStopped: () => signal.aborted,
    async rerun({ cycle, host }: SprintEntry): Promise<Finding> {
      const bytes = reader.proof(cycle, host);
      const proof = bytes && decodeProof(bytes);
      const secondValue = reader.beacon(cycle, 1)?.value;
      if (!proof || !secondValue) throw new Error("the ledger lacks the proof or R'");
      try {
        backend ??= await createBackend();
        return await rerunProof(backend, proof, secondValue, sender.key, params, signal);
      } catch (error) {
        await closeBackend();
        throw error;
      }
    },
    /** Makes what is under way reject: closing a backend ends its batch. */
    async stop() {
      stopping.abort();
      await closeBackend();
    },
  };
}

function nameOf({ cycle, host }: SprintEntry): string {
  return `${cycle}/${bytesToHex(host)}`;
}
