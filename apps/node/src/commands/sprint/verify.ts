import { verifyProof } from "@stadion/gpu-kernels/sprint-model";
import { bytesToHex, equalBytes } from "@stadion/protocol/crypto";
import { decodeProofFile, type ProofFile } from "@stadion/protocol/sprint";
import { type CommandIo, UsageError } from "../../command.ts";
import { chooseBackend } from "../../compute/choose-backend.ts";
import type { VerifyOptions } from "./options.ts";
import { describeBackend, progressBar, startStatus } from "./progress.ts";

/** Re-runs a proof file. 0 when it is valid, 1 with one line that says why not. */
export async function verify(options: VerifyOptions, io: CommandIo): Promise<number> {
  const answer = (ok: boolean, message: string, facts: object = {}) => {
    io.print(options.json ? JSON.stringify({ valid: ok, message, ...facts }) : message);
    return ok ? 0 : 1;
  };
  const bytes = await readProof(options.proofPath, io);
  const file = decodeProofFile(new TextDecoder().decode(bytes));
  if (!file.ok) return answer(false, `refused: ${file.message}`, { fault: file.fault });
  const foreign = whyForeign(file, options);
  if (foreign) return answer(false, `refused: ${foreign}`, { fault: "foreign" });

  const backend = await chooseBackend(options, io.warn);
  let done = 0;
  const total = file.proof.nonces.length;
  const stopStatus = startStatus(
    io,
    () => `${progressBar(done, total)} ${done} of ${total} nonces`,
  );
  try {
    const onProgress = (count: number) => {
      done = count;
    };
    const checks = { onProgress, signal: io.stop };
    const verdict = await verifyProof(backend, file.proof, file.params.sprint, checks);
    stopStatus();
    if (!verdict.ok) {
      const nonce = verdict.nonce === undefined ? {} : { nonce: String(verdict.nonce) };
      return answer(false, `invalid: ${verdict.message}`, nonce);
    }
    const weight = Number(verdict.weight);
    const { level } = file.proof;
    const facts = { weight, level, count: total, backend: describeBackend(backend.info) };
    return answer(true, `valid: ${total} nonces at level ${level}, weight ${weight}`, facts);
  } finally {
    stopStatus();
    await backend.close();
  }
}

/** A file that can't be read says nothing about the proof: that is misuse, not a no. */
async function readProof(path: string, io: CommandIo): Promise<Uint8Array> {
  try {
    return await io.readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`expected a proof file at ${path}: ${reason}`, { cause });
  }
}

function whyForeign(
  { proof, params }: ProofFile & { ok: true },
  { seed, key, params: wanted }: VerifyOptions,
): string | undefined {
  if (wanted && wanted.name !== params.name)
    return `made under params ${params.name}, expected ${wanted.name}`;
  if (seed && !equalBytes(seed, proof.sprintSeed))
    return `made for another Sprint: expected seed ${bytesToHex(seed)}, found ${bytesToHex(proof.sprintSeed)}`;
  if (key && !equalBytes(key, proof.hostKey))
    return `made by another Host: expected key ${bytesToHex(key)}, found ${bytesToHex(proof.hostKey)}`;
  return undefined;
}
