import type { SprintBackend } from "@stadion/gpu-kernels/sprint-model";
import { machineClock, withDeadline } from "@stadion/protocol/machine";
import type { SprintParams } from "@stadion/protocol/params";
import { decodeProof } from "@stadion/protocol/sprint";
import { type Finding, rerunProof } from "./rerun-proof.ts";
import type { StateReader } from "./state-reader.ts";

export interface RerunnerOptions {
  readonly reader: Pick<StateReader, "beacon" | "proof">;
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
  const inTime = <T>(what: string, work: () => Promise<T>) =>
    withDeadline(machineClock, deadlineMs, what, work, signal);

  const open = async (): Promise<SprintBackend> => {
    const opening = createBackend();
    try {
      return await inTime("Opening the backend", () => opening);
    } catch (error) {
      opening.then((late) => late.close()).catch(() => {}); // nobody waits for it any more
      throw error;
    }
  };
  /** Waits for no backend longer than for an answer: one that hangs may hang here too. */
  const closeBackend = async () => {
    const closing = backend;
    backend = undefined;
    if (!closing) return;
    const close = () => closing.close();
    // It failed, or nobody needs it any more.
    await withDeadline(machineClock, closingMs, "Closing the backend", close).catch(() => {});
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
        const evaluate: SprintBackend["evaluate"] = (...call) =>
          inTime("A batch of the backend", () => opened.evaluate(...call));
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
