import { bytesToHex, sha256 } from "@stadion/protocol/crypto";
import type { NonceResult } from "../../packages/gpu-kernels/src/sprint-model/backend.ts";
import type { SprintTrace } from "../../packages/gpu-kernels/src/sprint-model/trace.ts";

/** Named values of one computation; two are equal when every name has the same value. */
export type Fingerprint = Readonly<Record<string, string>>;

/** Every layer's residual and digest for each nonce, every output vector, everything the protocol asks. */
export function fingerprint(trace: SprintTrace): Fingerprint {
  const values: Record<string, string> = {};
  const batch = trace.results.length;
  for (const [layer, residual] of trace.residuals.entries()) {
    const size = residual.length / batch;
    for (let b = 0; b < batch; b++) {
      const own = residual.subarray(b * size, (b + 1) * size);
      values[`residual of nonce ${b} after layer ${layer}`] = hashValues(own);
      values[`digest of nonce ${b} after layer ${layer}`] = hashValues(
        own.subarray((3 * size) / 4),
      );
    }
  }
  const vocab = trace.outputs.length / batch;
  for (let b = 0; b < batch; b++) {
    const own = trace.outputs.subarray(b * vocab, (b + 1) * vocab);
    values[`output vector of nonce ${b}`] = hashValues(own);
  }
  return { ...values, ...resultFingerprint(trace.results) };
}

export function resultFingerprint(results: readonly NonceResult[]): Fingerprint {
  const values: Record<string, string> = {};
  for (const [b, result] of results.entries()) {
    const { digest, ...plain } = result;
    values[`digest of nonce ${b}`] = bytesToHex(digest);
    for (const [field, value] of Object.entries(plain))
      values[`${field} of nonce ${b}`] = String(value);
  }
  return values;
}

/** SHA-256 of the values as they lie in memory; every machine we know is little-endian. */
export function hashValues(values: Int8Array | Int32Array): string {
  return bytesToHex(sha256(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));
}

/** How many names of `wanted` have the same value in `got`, and the first that has not. */
export function compare(
  wanted: Fingerprint,
  got: Fingerprint,
): { cases: number; equal: number; first: string | undefined } {
  const names = Object.keys(wanted);
  const different = names.filter((name) => wanted[name] !== got[name]);
  return { cases: names.length, equal: names.length - different.length, first: different[0] };
}
