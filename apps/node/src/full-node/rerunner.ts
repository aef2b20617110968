import { setTimeout as sleep } from "node:timers/promises";
import type { SprintBackend } from "@stadion/gpu-kernels/sprint-model";
import type { SprintParams } from "@stadion/protocol/params";
import { decodeProof } from "@stadion/protocol/sprint";
import type { LedgerReader } from "./ledger-reader.ts";
import { type Finding, rerunProof } from "./rerun-proof.ts";

export interface RerunnerOptions {
  readonly reader: Pick<LedgerReader, "beacon" | "proof">;
  /** Where nonces are re-run: away from this thread, which makes blocks. */
  readonly createBackend: () => Promise<SprintBackend>;
  readonly params: SprintParams;
  /** Longest a backend may take to open, and for one batch. */
  readonly deadlineMs: number;
}

/** Re-runs proofs on a backend that is opened when it is first needed, and anew after it failed. */
export interface Rerunner {
  isStopped(): boolean;
  /** Rejects where the proof could not be re-run, or the backend gave no answer in time. */
  rerun(cycle: bigint, host: Uint8Array, referee: Uint8Array): Promise<Finding>;
  /** Makes what is under way reject, and frees the backend. */
  stop(): Promise<void>;
}

export function createRerunner(options: RerunnerOptions): Rerunner {
  const { reader, createBackend, params, deadlineMs } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let backend: SprintBackend | undefined;
  const inTime = <T>(work: Promise<T>) => withDeadline(work, deadlineMs, signal);

  const open = async (): Promise<SprintBackend> => {
    const opening = createBackend();
    try {
      return await inTime(opening);
    } catch (error) {
      opening.then((late) => late.close()).catch(() => {}); // nobody waits for it any more
      throw error;
    }
  };
  /** Waits for no backend longer than for an answer: one that hangs may hang here too. */
  const closeBackend = async () => {
    const closing = backend;
    backend = undefined;
    const noSignal = new AbortController().signal;
    // It failed, or nobody needs it any more.
    if (closing) await withDeadline(closing.close(), closingMs, noSignal).catch(() => {});
  };
  return {
    isStopped: () => signal.aborted,
    async rerun(cycle, host, referee) {
      const bytes = reader.proof(cycle, host);
      const proof = bytes && decodeProof(bytes);
      const secondValue = reader.beacon(cycle, 1)?.value;
      if (!proof || !secondValue) throw new Error("the ledger lacks the proof or R'");
      try {
        backend ??= await open();
        const opened = backend;
        const evaluate: SprintBackend["evaluate"] = (...call) => inTime(opened.evaluate(...call));
        const timed = { info: opened.info, evaluate };
        return await rerunProof(timed, proof, secondValue, referee, params, signal);
      } catch (error) {
        await closeBackend();
        throw error;
      }
    },
    async stop() {
      stopping.abort();
      await closeBackend();
    },
  };
}

const closingMs = 1000;

/** Rejects when the time is over or the signal is given, whatever becomes of the work. */
async function withDeadline<T>(work: Promise<T>, ms: number, signal: AbortSignal): Promise<T> {
  const over = new AbortController();
  const timer = sleep(ms, undefined, { signal: AbortSignal.any([signal, over.signal]) }).then(
    () => {
      throw new Error(`the backend gave no answer in ${ms} ms`);
    },
  );
  try {
    return await Promise.race([work, timer]);
  } finally {
    over.abort();
    timer.catch(() => {}); // ended because the work was done
  }
}
