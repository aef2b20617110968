import { type BackendInfo, BackendLostError, type SprintBackend } from "../backend.ts";
import { deriveJobConstants } from "../derive-result.ts";
import { largestBatch } from "./buffers.ts";
import type { Engine } from "./engine.ts";
import { openSession, type Session, type WebgpuOptions } from "./session.ts";
import { type VariantFault, WebgpuUnavailableError } from "./unavailable.ts";

export interface WebgpuBackend extends SprintBackend {
  /** Variants that this device does not compute exactly, and which are off. */
  readonly faults: readonly VariantFault[];
}

/** Devices that may fail one batch before it is given up. */
const attempts = 4;

interface Running {
  readonly session: Session;
  readonly engine: Engine;
  readonly info: BackendInfo;
}

/**
 * The Sprint on a GPU.
 *
 * Rejects with `WebgpuUnavailableError` where WebGPU is missing, a CPU in disguise, or wrong. A device that fails later is replaced,
 * self-test and all, and the batch it had is run again; state lives on the host, so nothing else is lost (GK4).
 */
export async function createWebgpuBackend(options: WebgpuOptions): Promise<WebgpuBackend> {
  let running: Running | undefined = await start(options);
  let last = running;
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve();

  function stop(): void {
    running?.engine.destroy();
    running?.session.destroy();
    running = undefined;
  }

  /** Runs work on a device, and on another one when that fails. */
  async function persist<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    let cause: unknown;
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (closed) throw new BackendLostError("The backend was closed");
      try {
        running ??= await start(options);
        last = running;
        return await running.session.untilLost(work(running.engine));
      } catch (error) {
        const had = running;
        stop();
        cause = error;
        if (had && !closed) options.onDeviceFailed?.(messageOf(error));
        if (error instanceof WebgpuUnavailableError) break;
      }
    }
    throw new BackendLostError(`The GPU failed: ${messageOf(cause)}`, { cause });
  }

  return {
    get info() {
      return last.info;
    },
    get faults() {
      return last.session.faults;
    },
    evaluate(job, nonces) {
      const constants = deriveJobConstants(job);
      const size = largestBatch(job.params, last.info.batch);
      const evaluated = turn.then(async () => {
        const results = [];
        for (let i = 0; i < nonces.length; i += size) {
          const batch = nonces.slice(i, i + size);
          results.push(...(await persist((engine) => engine.run(job, constants, batch))));
        }
        return results;
      });
      turn = evaluated.catch(() => {});
      return evaluated;
    },
    async close() {
      closed = true;
      await turn;
      stop();
    },
  };
}

async function start(options: WebgpuOptions): Promise<Running> {
  const session = await openSession(options);
  try {
    const { variant, rate } = await session.tune();
    session.pacer.rate = rate / 2;
    const batch = batchFor(rate, session.software);
    const info = { kind: "webgpu", adapter: session.adapter, variant, batch } as const;
    return { session, engine: session.engine(variant), info };
  } catch (error) {
    session.destroy();
    throw error;
  }
}

/**
 * Nonces of one call: enough to reuse each generated weight, few enough that a batch takes seconds at most.
 *
 * @param rate - operations a millisecond; a `mainnet` nonce takes 1.8e10
 */
function batchFor(rate: number, software: boolean): number {
  if (software) return 16;
  if (rate > 1e10) return 512;
  return rate > 1e9 ? 256 : 64;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
