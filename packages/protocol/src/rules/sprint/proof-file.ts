/**
 * A Sprint proof as a file that people pass around: JSON text of five fields.
 *
 *   { "format": "stadion-sprint-proof/1",
 *     "preset": "testnet",
 *     "paramsHash": "…64 hex…",      names the params it was made under (SP29)
 *     "proof": "…hex…",              the encoding (SP25)
 *     "proofHash": "…64 hex…" }      of that encoding (SP26)
 *
 * Host, seed, level and nonces are inside `proof` alone, so the file cannot contradict itself. The hash
 * makes an altered file known as such before a nonce is run.
 */
import { bytesToHex, hexToBytes } from "../crypto/index.ts";
import { isPresetName, type Params, presets, sprintParamsHash } from "../params/index.ts";
import { checkProofShape, type ProofShapeFault, type SprintProof } from "./proof.ts";
import { decodeProof, encodeProof, hashProof, maxProofBytes } from "./proof-codec.ts";

const format = "stadion-sprint-proof/1";

export type ProofFileFault =
  | "not-a-proof-file"
  | "truncated"
  | "other-format"
  | "other-params"
  | "altered"
  | ProofShapeFault;

export type ProofFile =
  | { readonly ok: true; readonly proof: SprintProof; readonly params: Params }
  | { readonly ok: false; readonly fault: ProofFileFault; readonly message: string };

/** The file's text, with a line end. Throws `RangeError` on a proof that has no encoding (SP25). */
export function encodeProofFile(proof: SprintProof, params: Params): string {
  const encoding = encodeProof(proof);
  const fields = {
    format,
    preset: params.name,
    paramsHash: bytesToHex(sprintParamsHash(params.sprint)),
    proof: bytesToHex(encoding),
    proofHash: bytesToHex(hashProof(encoding)),
  };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

/** Reads a proof file; a file that is not one is refused with one line that says why. */
export function decodeProofFile(text: string): ProofFile {
  const { fields, refusal } = parseFields(text);
  if (!fields) return refusal;
  if (fields.format !== format)
    return refused("other-format", `expected format ${format}, found ${shown(fields.format)}`);
  const params = presetOf(fields);
  if (!params) return refused("other-params", otherParams(fields));
  return decodeBody(fields, params);
}

type Fields = Partial<Record<string, unknown>>;

type Parsed =
  | { readonly fields: Fields; readonly refusal?: never }
  | { readonly fields?: never; readonly refusal: ProofFile };

function parseFields(text: string): Parsed {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{")) return { refusal: notAProof("something else") };
  try {
    return { fields: JSON.parse(trimmed) as Fields };
  } catch {
    if (trimmed.endsWith("}")) return { refusal: notAProof("text that is not JSON") };
    return {
      refusal: refused("truncated", "the file ends before its last brace: it is truncated"),
    };
  }
}

function notAProof(found: string): ProofFile {
  return refused("not-a-proof-file", `expected a Sprint proof in JSON, found ${found}`);
}

function presetOf({ preset, paramsHash }: Fields): Params | undefined {
  if (typeof preset !== "string" || !isPresetName(preset)) return undefined;
  const params = presets[preset];
  return bytesToHex(sprintParamsHash(params.sprint)) === paramsHash ? params : undefined;
}

function otherParams({ preset, paramsHash }: Fields): string {
  return `made under params ${shown(preset)} ${shown(paramsHash)}, which this version does not have`;
}

function decodeBody({ proof: proofHex, proofHash }: Fields, params: Params): ProofFile {
  const encoding = bytesOf(proofHex);
  if (!encoding)
    return refused("altered", "the proof is not an even number of hex digits: the file is altered");
  const found = bytesToHex(hashProof(encoding));
  if (found !== proofHash)
    return refused("altered", `expected proof hash ${shown(proofHash)}, found ${found}: altered`);
  const proof = decodeProof(encoding);
  if (!proof)
    return refused("altered", "the proof's bytes are not the encoding of an ascending list");
  const fault = checkProofShape(proof, params.sprint);
  if (fault) return refused(fault, explainShape(fault));
  return { ok: true, proof, params };
}

const shapeFaults: Readonly<Record<ProofShapeFault, string>> = {
  "no-nonces": "the list holds no nonces",
  "too-many-nonces": "the list holds more nonces than one proof may",
  "level-too-high": "the level is above 40",
  "too-few-for-level": "the list is too short for its level",
  "nonces-not-ascending": "the nonces are not in ascending order, or one stands twice",
};

/** The fault in words. */
export function explainShape(fault: ProofShapeFault): string {
  return shapeFaults[fault];
}

function bytesOf(hex: unknown): Uint8Array | undefined {
  if (typeof hex !== "string" || hex.length > 2 * maxProofBytes || hex.length % 2 === 1)
    return undefined;
  return /^[0-9a-f]*$/.test(hex) ? hexToBytes(hex) : undefined;
}

/** A stranger's text as part of one line: cut, and without what a terminal would obey. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  const plain = text.slice(0, 80).replace(/[^ -~]/g, "?");
  return text.length > 80 ? `${plain}…` : plain;
}

function refused(fault: ProofFileFault, message: string): ProofFile {
  return { ok: false, fault, message };
}
