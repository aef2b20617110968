/**
 * What Node, Deno and Chromium run: every variant of wasm and WGSL over every case.
 *
 * Reports values and does not judge them, so that one process compares all. A part that throws is reported as its
 * message, and the others go on.
 */

import type { SprintTrace } from "../../packages/gpu-kernels/src/sprint-model/trace.ts";
import { traceWasm } from "../../packages/gpu-kernels/src/sprint-model/wasm/trace-wasm.ts";
import { openSession } from "../../packages/gpu-kernels/src/sprint-model/webgpu/session.ts";
import { type ExactCase, jobOf } from "./cases.ts";
import { type Fingerprint, fingerprint } from "./fingerprint.ts";
import {
  type OperationReport,
  runIntegerOperations,
  takesConstantPastTheWord,
} from "./integer-operations.ts";

/** One variant's values for each case, in order, or why there are none. */
export interface VariantReport {
  readonly variant: string;
  readonly fingerprints: readonly Fingerprint[];
  readonly failure?: string;
}

export interface ProgramReport {
  readonly adapter: string;
  readonly wgsl: readonly VariantReport[];
  readonly wasm: readonly VariantReport[];
  readonly integers: OperationReport;
  /** Whether the WGSL compiler takes what Tint rejects. */
  readonly takesConstantPastTheWord: boolean;
}

export async function runProgram(gpu: GPU, cases: readonly ExactCase[]): Promise<ProgramReport> {
  const wasm: VariantReport[] = [];
  for (const dot of ["i16", "relaxed"] as const)
    wasm.push(await report(dot, cases, (job, nonces) => traceWasm(job, nonces, dot)));

  const session = await openSession({ gpu, allowSoftware: true });
  try {
    const wgsl: VariantReport[] = session.faults.map(({ variant, reason }) => ({
      variant,
      fingerprints: [],
      failure: reason,
    }));
    for (const { variant } of session.candidates) {
      const engine = session.engine(variant.name);
      wgsl.push(await report(variant.name, cases, engine.trace));
      engine.destroy();
    }
    return {
      adapter: session.adapter,
      wgsl,
      wasm,
      integers: await runIntegerOperations(session.device),
      takesConstantPastTheWord: await takesConstantPastTheWord(session.device),
    };
  } finally {
    session.destroy();
  }
}

type Tracer = (job: ReturnType<typeof jobOf>, nonces: readonly bigint[]) => Promise<SprintTrace>;

async function report(
  variant: string,
  cases: readonly ExactCase[],
  trace: Tracer,
): Promise<VariantReport> {
  const fingerprints: Fingerprint[] = [];
  try {
    for (const exactCase of cases)
      fingerprints.push(fingerprint(await trace(jobOf(exactCase), exactCase.nonces.map(BigInt))));
    return { variant, fingerprints };
  } catch (error) {
    return { variant, fingerprints, failure: String(error) };
  }
}
