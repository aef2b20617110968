import {
  byteList,
  bytes32,
  type Codec,
  container,
  createCodec,
  list,
  u8,
  u16,
  u32,
  u64,
} from "../rules/codec/index.ts";
import { bytesToHex, equalBytes } from "../rules/crypto/index.ts";
import type { SprintParams } from "../rules/params/index.ts";
import {
  encodeProof,
  type Find,
  hashProof,
  maxProofBytes,
  selectProof,
} from "../rules/sprint/index.ts";
import type { Random, Store } from "./ports.ts";

/** What a Host has of one Sprint, and keeps through a crash (HO6). */
export interface SprintWork {
  readonly cycle: bigint;
  readonly sprintSeed: Uint8Array;
  readonly hostKey: Uint8Array;
  /** The nonce tried next. */
  nextNonce: bigint;
  tried: bigint;
  /** Nonces that passed on the first backend. */
  found: number;
  /** Level of each nonce that a second backend confirmed. */
  readonly confirmed: Map<bigint, number>;
  /** Every list that a commit may stand for, by its hash in hex. */
  readonly proofs: Map<string, Uint8Array>;
}

interface SavedWork {
  readonly version: number;
  readonly cycle: bigint;
  readonly sprintSeed: Uint8Array;
  readonly hostKey: Uint8Array;
  readonly nextNonce: bigint;
  readonly tried: bigint;
  readonly found: number;
  readonly finds: readonly Find[];
  readonly proofs: readonly Uint8Array[];
}

const savedVersion = 1;
const maxFinds = 65_536;
const maxProofs = 64;

/** How a Sprint is kept in the Host's store. */
export const savedWorkCodec: Codec<SavedWork> = createCodec<SavedWork>(
  container({
    version: u8,
    cycle: u64,
    sprintSeed: bytes32,
    hostKey: bytes32,
    nextNonce: u64,
    tried: u64,
    found: u32,
    finds: list(container({ nonce: u64, level: u16 }), maxFinds),
    proofs: list(byteList(maxProofBytes), maxProofs),
  }),
);

const storeName = "sprint";
/** Room after what was saved for nonces that were tried after it: more than a Sprint's worth (HO6). */
const resumeGap = 1n << 24n;

/** Begins a Sprint at a random nonce below 2^63, so that two processes of one key try different ones (HO5). */
export function beginWork(
  sprint: Pick<SprintWork, "cycle" | "sprintSeed" | "hostKey">,
  random: Random,
): SprintWork {
  const bytes = random.bytes(8);
  const start = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true) >> 1n;
  const empty = { tried: 0n, found: 0, confirmed: new Map(), proofs: new Map() };
  return { ...sprint, nextNonce: start, ...empty };
}

export async function saveWork(store: Store, work: SprintWork): Promise<void> {
  // A list holds at most 1,024: of more than fit here, those of the highest levels make the best one.
  const finds = [...work.confirmed]
    .map(([nonce, level]) => ({ nonce, level }))
    .toSorted((a, b) => b.level - a.level)
    .slice(0, maxFinds);
  const proofs = [...work.proofs.values()].slice(-maxProofs);
  await store.set(
    storeName,
    savedWorkCodec.encode({ ...work, version: savedVersion, finds, proofs }),
  );
}

/** The Sprint that was saved last, if it is this Host's. */
export async function loadWork(store: Store, hostKey: Uint8Array): Promise<SprintWork | undefined> {
  const bytes = await store.get(storeName);
  const saved = bytes && savedWorkCodec.decode(bytes);
  if (saved?.version !== savedVersion || !equalBytes(saved.hostKey, hostKey)) return undefined;
  const { cycle, sprintSeed, nextNonce, tried, found, finds, proofs } = saved;
  return {
    cycle,
    sprintSeed,
    hostKey,
    nextNonce: nextNonce + resumeGap,
    tried,
    found,
    confirmed: new Map(finds.map(({ nonce, level }) => [nonce, level])),
    proofs: new Map(proofs.map((proof) => [bytesToHex(hashProof(proof)), proof])),
  };
}

/** A list as it is committed to. */
export interface Candidate {
  readonly proof: Uint8Array;
  readonly proofHash: Uint8Array;
  readonly count: number;
  readonly level: number;
}

/** The best list of what is confirmed so far (SP27); `undefined` while there is nothing. */
export function bestCandidate(work: SprintWork, params: SprintParams): Candidate | undefined {
  const finds = [...work.confirmed].map(([nonce, level]) => ({ nonce, level }));
  const chosen = selectProof(finds, params);
  if (!chosen) return undefined;
  const { sprintSeed, hostKey } = work;
  const proof = encodeProof({ sprintSeed, hostKey, ...chosen });
  const { level, nonces } = chosen;
  return { proof, proofHash: hashProof(proof), count: nonces.length, level };
}
