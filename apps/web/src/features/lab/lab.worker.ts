// The lab's worker: computes here, so that the page stays at ease.

import { runSprint, type SprintBackend, verifyProof } from "@stadion/gpu-kernels/sprint-model";
import { bytesToHex, hexToBytes } from "@stadion/protocol/crypto";
import { type PresetName, presets } from "@stadion/protocol/params";
import {
  decodeProofFile,
  encodeProofFile,
  proofWeight,
  selectProof,
} from "@stadion/protocol/sprint";
import { type BackendChoice, chooseBackend } from "#shared/compute/index.ts";
import { describeError } from "#shared/errors/index.ts";
import type { LabReport, LabRequest, RunProgress } from "./lab-messages.ts";
import { whyForeign } from "./why-foreign.ts";

type RunRequest = LabRequest & { type: "run" };
type Progress = Awaited<ReturnType<typeof runSprint>>;

let current: { choice: BackendChoice; backend: SprintBackend } | undefined;
let stop = new AbortController();
let visible = true;

addEventListener("message", ({ data }: MessageEvent<LabRequest>) => {
  if (data.type === "visibility") {
    visible = data.visible;
    return;
  }
  if (data.type === "stop") {
    stop.abort();
    return;
  }
  stop = new AbortController();
  const work = data.type === "run" ? run(data, stop.signal) : verify(data, stop.signal);
  work.catch((error) => {
    // A backend that failed once is not asked again.
    current?.backend.close().catch(() => undefined);
    current = undefined;
    report(
      stop.signal.aborted ? { type: "stopped" } : { type: "failed", message: describeError(error) },
    );
  });
});

function report(message: LabReport): void {
  postMessage(message);
}

async function backendFor(choice: BackendChoice): Promise<SprintBackend> {
  if (current?.choice === choice) return current.backend;
  await current?.backend.close();
  current = undefined;
  const { backend, reason } = await chooseBackend({ choice }, { visible: () => visible });
  current = { choice, backend };
  report({ type: "backend", backend: { ...backend.info, reason } });
  return backend;
}

async function run(request: RunRequest, signal: AbortSignal): Promise<void> {
  const params = presets[request.preset];
  const sprintSeed = hexToBytes(request.sprintSeedHex);
  const hostKey = hexToBytes(request.hostKeyHex);
  const backend = await backendFor(request.choice);
  const job = { params: params.sprint, sprintSeed, hostKey };
  const progress = await runSprint(backend, job, {
    firstNonce: 0n,
    seconds: request.seconds,
    nowMs: () => performance.now(),
    onProgress: (at) => report({ type: "run-progress", progress: plain(at) }),
    signal,
  });
  reportResult(request.preset, sprintSeed, hostKey, progress);
}

function reportResult(
  preset: PresetName,
  sprintSeed: Uint8Array,
  hostKey: Uint8Array,
  progress: Progress,
): void {
  const params = presets[preset];
  const list = selectProof(progress.finds, params.sprint);
  const proof = list && { sprintSeed, hostKey, ...list };
  const name = `sprint-${preset}-${bytesToHex(sprintSeed).slice(0, 8)}.json`;
  const count = list?.nonces.length ?? 0;
  const level = list?.level ?? 0;
  report({
    type: "ran",
    result: {
      ...plain(progress),
      preset,
      count,
      level,
      weight: proofWeight(count, level),
      file: proof && { name, text: encodeProofFile(proof, params) },
    },
  });
}

function plain({ tried, finds, elapsedMs, noncesPerSecond }: Progress): RunProgress {
  return { tried: Number(tried), found: finds.length, elapsedMs, noncesPerSecond };
}

async function verify(
  { text, choice, expected }: LabRequest & { type: "verify" },
  signal: AbortSignal,
): Promise<void> {
  const file = decodeProofFile(text);
  if (!file.ok) {
    const { fault, message } = file;
    report({ type: "verified", verdict: { kind: "refused", fault, message } });
    return;
  }
  const { proof, params } = file;
  const foreign = expected && whyForeign(proof, params, expected);
  if (foreign) {
    report({ type: "verified", verdict: { kind: "refused", fault: "foreign", message: foreign } });
    return;
  }
  const backend = await backendFor(choice);
  const verdict = await verifyProof(backend, proof, params.sprint, {
    onProgress: (done, total) => report({ type: "verify-progress", done, total }),
    signal,
  });
  if (!verdict.ok) {
    report({ type: "verified", verdict: { kind: "invalid", message: verdict.message } });
    return;
  }
  const count = proof.nonces.length;
  const hostKeyHex = bytesToHex(proof.hostKey);
  const { weight } = verdict;
  report({
    type: "verified",
    verdict: { kind: "valid", count, weight, preset: params.name, hostKeyHex },
  });
}
