import { traceOracle } from "../../packages/gpu-kernels/src/sprint-model/trace.ts";
import { readVectors } from "../read-vectors.ts";
import { type ExactCase, jobOf, oneLayer, type Seeded, wholeModel } from "./cases.ts";
import { type Fingerprint, fingerprint } from "./fingerprint.ts";

interface LocalTrace extends Seeded {
  readonly nonce: number;
  readonly layers: readonly { readonly residual: { readonly sha256: string } }[];
  readonly digest: string;
}
interface LayerVector extends Seeded {
  readonly nonce: number;
  readonly residuals: readonly { readonly afterLayer: number; readonly sha256: string }[];
}

/** A case, what the oracle gives, and what the twin says about a part of that. */
export interface Expectation {
  readonly exactCase: ExactCase;
  readonly oracle: Fingerprint;
  readonly twin: Fingerprint;
}

/** Computes what every backend must give. Takes seconds: one layer of `mainnet` in plain loops. */
export function expectations(): Expectation[] {
  return [local(), mainnet()];
}

/** All nonces of the vector that share its seeds, and enough others for two tiles and a ragged third. */
function local(): Expectation {
  const traces = readVectors<LocalTrace>("sprint/trace-local").cases;
  const first = traces[0] as LocalTrace;
  const own = traces.filter(
    ({ sprintSeed, hostKey }) => sprintSeed === first.sprintSeed && hostKey === first.hostKey,
  );
  const nonces = own.map(({ nonce }) => nonce);
  const twin: Record<string, string> = {};
  for (const [b, { layers, digest }] of own.entries()) {
    for (const [layer, { residual }] of layers.entries())
      twin[`residual of nonce ${b} after layer ${layer}`] = residual.sha256;
    twin[`digest of nonce ${b}`] = digest;
  }
  return expectation(wholeModel(first, nonces, 5), twin);
}

function mainnet(): Expectation {
  const vector = readVectors<LayerVector>("sprint/layers").cases.find(
    ({ preset }) => preset === "mainnet",
  );
  const residual = vector?.residuals.find(({ afterLayer }) => afterLayer === 1);
  if (!vector || !residual) throw new Error("Expected the first layer of mainnet in the vectors");
  const twin = { "residual of nonce 0 after layer 0": residual.sha256 };
  return expectation(oneLayer(vector, vector.nonce), twin);
}

function expectation(exactCase: ExactCase, twin: Fingerprint): Expectation {
  const trace = traceOracle(jobOf(exactCase), exactCase.nonces.map(BigInt));
  return { exactCase, oracle: fingerprint(trace), twin };
}
