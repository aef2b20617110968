import { parseArgs } from "node:util";
import { hexToBytes } from "@stadion/protocol/crypto";
import { type Params, presetNames } from "@stadion/protocol/params";
import { UsageError } from "../../command.ts";
import type { BackendName } from "../../compute/choose-backend.ts";
import { backendOf, parsed, presetOf, threadsOf } from "../option-values.ts";

export const usage = `npm run sprint -- run     [--preset testnet] [--seconds 20] [--seed HEX] [--key HEX] [--first NONCE]
                          [--out FILE] [--backend auto|webgpu|wasm|oracle] [--threads N] [--json]
npm run sprint -- verify  FILE [--preset NAME] [--seed HEX] [--key HEX]
                          [--backend auto|webgpu|wasm|oracle] [--threads N] [--json]

  --preset   params: ${presetNames.join(", ")} (run: testnet unless given)
  --seed     the Sprint's seed, 64 hex digits; verify refuses a proof of another Sprint
  --key      the Host's Ed25519 public key, 64 hex digits; verify refuses a proof of another Host
  --first    first nonce to try (0 unless given)
  --out      proof file to write (sprint-proof.json unless given)
  --threads  of the wasm backend, at most one a core; all cores unless given`;

interface Common {
  readonly backend: BackendName;
  readonly threads?: number;
  readonly seed?: Uint8Array;
  readonly key?: Uint8Array;
  readonly json: boolean;
}

export interface RunOptions extends Common {
  readonly params: Params;
  readonly seconds: number;
  readonly firstNonce: bigint;
  readonly proofPath: string;
}

export interface VerifyOptions extends Common {
  readonly proofPath: string;
  readonly params?: Params;
}

const common = {
  preset: { type: "string" },
  seed: { type: "string" },
  key: { type: "string" },
  backend: { type: "string" },
  threads: { type: "string" },
  json: { type: "boolean" },
} as const;

export function parseRunOptions(args: readonly string[]): RunOptions {
  const options = {
    ...common,
    seconds: { type: "string" },
    first: { type: "string" },
    out: { type: "string" },
  } as const;
  const { values, positionals } = parsed(() =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const [extra] = positionals;
  if (extra !== undefined) throw new UsageError(`expected options, found ${extra}`);
  return {
    ...commonOf(values),
    params: presetOf(values.preset ?? "testnet"),
    seconds: numberOf("--seconds", values.seconds ?? "20", 0, 86_400),
    firstNonce: nonceOf(values.first ?? "0"),
    proofPath: values.out ?? "sprint-proof.json",
  };
}

export function parseVerifyOptions(args: readonly string[]): VerifyOptions {
  const { values, positionals } = parsed(() =>
    parseArgs({ args: [...args], options: common, allowPositionals: true }),
  );
  const [proofPath, extra] = positionals;
  if (proofPath === undefined) throw new UsageError("expected a proof file, found no name of one");
  if (extra !== undefined) throw new UsageError(`expected one proof file, found also ${extra}`);
  const { preset } = values;
  const params = preset === undefined ? {} : { params: presetOf(preset) };
  return { ...commonOf(values), ...params, proofPath };
}

type CommonValues = ReturnType<typeof parseArgs<{ options: typeof common }>>["values"];

function commonOf({ seed, key, threads, backend, json }: CommonValues): Common {
  return {
    backend: backendOf(backend ?? "auto"),
    json: json === true,
    ...(threads === undefined ? {} : { threads: threadsOf(threads) }),
    ...(seed === undefined ? {} : { seed: bytes32("--seed", seed) }),
    ...(key === undefined ? {} : { key: bytes32("--key", key) }),
  };
}

function numberOf(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= least && value <= most) return value;
  throw new UsageError(`${option} expects a number from ${least} to ${most}, found ${text}`);
}

function nonceOf(text: string): bigint {
  if (/^\d{1,20}$/.test(text) && BigInt(text) < 2n ** 63n) return BigInt(text);
  throw new UsageError(`--first expects a whole number below 2^63, found ${text}`);
}

function bytes32(option: string, hex: string): Uint8Array {
  if (/^[0-9a-fA-F]{64}$/.test(hex)) return hexToBytes(hex.toLowerCase());
  throw new UsageError(`${option} expects 64 hex digits, found ${hex.length} characters`);
}
