import {
  runSprint,
  type SprintBackend,
  type SprintJob,
  type SprintProgress,
} from "@stadion/gpu-kernels/sprint-model";
import { bytesToHex } from "@stadion/protocol/crypto";
import { encodeProofFile, type Find, proofWeight, selectProof } from "@stadion/protocol/sprint";
import type { CommandIo } from "../../command.ts";
import { openCompute } from "../../compute/choose-backend.ts";
import { recheckFinds } from "../../compute/recheck.ts";
import type { RunOptions } from "./options.ts";
import { describeBackend, progressBar, startStatus } from "./progress.ts";

/** Finds nonces for a time and writes the proof. 0 when one was written, 1 when nothing was found. */
export async function run(options: RunOptions, io: CommandIo): Promise<number> {
  const { params, json } = options;
  const job = {
    params: params.sprint,
    sprintSeed: options.seed ?? io.randomBytes(32),
    hostKey: options.key ?? io.randomBytes(32),
  };
  const backend = await openCompute(options, io.warn);
  try {
    if (!json) printStart(options, job, backend, io);
    const result = await runWithStatus(backend, job, options, io);
    const finds = await recheckFinds(backend, job, result.finds);
    const lost = result.finds.length - finds.length;
    if (lost > 0)
      io.warn(`${lost} of ${result.finds.length} finds dropped: a second backend disagrees`);
    return await report({ ...result, finds }, backend, job, options, io);
  } finally {
    await backend.close();
  }
}

function printStart(
  options: RunOptions,
  job: SprintJob,
  backend: SprintBackend,
  io: CommandIo,
): void {
  io.print(`Sprint with params ${options.params.name} for ${options.seconds} s`);
  io.print(`  seed     ${bytesToHex(job.sprintSeed)}${options.seed ? "" : " (drawn now)"}`);
  io.print(`  key      ${bytesToHex(job.hostKey)}${options.key ? "" : " (drawn now)"}`);
  io.print(`  backend  ${describeBackend(backend.info)}`);
}

async function runWithStatus(
  backend: SprintBackend,
  job: SprintJob,
  { seconds, firstNonce }: RunOptions,
  io: CommandIo,
): Promise<SprintProgress> {
  const start = io.nowMs();
  let last: SprintProgress | undefined;
  const line = () => {
    const elapsed = (io.nowMs() - start) / 1000;
    const rate = last ? `${last.noncesPerSecond.toFixed(1)} nonces/s` : "first batch";
    const finds = last ? `${last.tried} tried, ${last.finds.length} found` : "";
    return `${progressBar(elapsed, seconds)} ${elapsed.toFixed(0)} of ${seconds} s  ${rate}  ${finds}`;
  };
  const stopStatus = startStatus(io, line);
  try {
    const onProgress = (progress: SprintProgress) => {
      last = progress;
    };
    const { nowMs, stop: signal } = io;
    return await runSprint(backend, job, { firstNonce, seconds, nowMs, onProgress, signal });
  } finally {
    stopStatus();
  }
}

async function report(
  { tried, finds, elapsedMs, noncesPerSecond }: SprintProgress & { finds: readonly Find[] },
  backend: SprintBackend,
  job: SprintJob,
  { params, proofPath, json }: RunOptions,
  io: CommandIo,
): Promise<number> {
  const chosen = selectProof(finds, params.sprint);
  const facts = {
    preset: params.name,
    sprintSeed: bytesToHex(job.sprintSeed),
    hostKey: bytesToHex(job.hostKey),
    backend: describeBackend(backend.info),
    tried: Number(tried),
    found: finds.length,
    seconds: Math.round(elapsedMs) / 1000,
    noncesPerSecond: Math.round(noncesPerSecond * 100) / 100,
  };
  const rate = `${facts.tried} nonces in ${facts.seconds.toFixed(1)} s: ${facts.noncesPerSecond} nonces/s`;
  if (!json) io.print(`  tried    ${rate}`);
  if (!chosen) {
    const odds = `one nonce in ${params.sprint.passOneIn} passes`;
    if (json) io.print(JSON.stringify({ ...facts, weight: 0 }));
    else io.print(`  found    nothing, no proof written: ${odds}, try a longer run`);
    return 1;
  }
  const { sprintSeed, hostKey } = job;
  const text = encodeProofFile({ sprintSeed, hostKey, ...chosen }, params);
  await io.writeFile(proofPath, new TextEncoder().encode(text));
  const weight = Number(proofWeight(chosen.nonces.length, chosen.level));
  if (json) io.print(JSON.stringify({ ...facts, level: chosen.level, weight, proof: proofPath }));
  else {
    io.print(`  found    ${finds.length}, weight ${weight} (level ${chosen.level})`);
    io.print(`  proof    ${proofPath}`);
  }
  return 0;
}
