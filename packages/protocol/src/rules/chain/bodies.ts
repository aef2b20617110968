import type { Codec } from "../codec/index.ts";
import {
  byteList,
  bytes32,
  container,
  createCodec,
  refineCodec,
  u8,
  u16,
  u64,
} from "../codec/index.ts";
import { maxProofBytes } from "../sprint/index.ts";
import type { BeaconRole } from "./keys.ts";

export interface Register {
  /** Key that is paid; today the sender's own. */
  readonly payout: Uint8Array;
}

export interface Heartbeat {
  /** The last block the Host has seen. */
  readonly height: bigint;
}

export interface Commit {
  readonly cycle: bigint;
  /** SP26, 32 bytes. */
  readonly proofHash: Uint8Array;
  /** Nonces in the proof. */
  readonly count: number;
  readonly level: number;
}

export interface Reveal {
  readonly cycle: bigint;
  /** Whose proof it is; anyone may send it. */
  readonly host: Uint8Array;
  /** SP25. */
  readonly proof: Uint8Array;
}

export const verdictOutcomes = { valid: 1, invalid: 2, cannotCheck: 3 } as const;
export type VerdictOutcome = (typeof verdictOutcomes)[keyof typeof verdictOutcomes];

/** Why a nonce does not belong into its proof. */
export const nonceFaults = { none: 0, notAppropriate: 1, belowLevel: 2 } as const;
export type NonceFault = (typeof nonceFaults)[keyof typeof nonceFaults];

export interface Verdict {
  readonly cycle: bigint;
  readonly host: Uint8Array;
  readonly outcome: VerdictOutcome;
  /** The nonce at fault; 0 unless the outcome is invalid. */
  readonly nonce: bigint;
  readonly fault: NonceFault;
  /** `verdictDigests` of what the referee computed (LD18); zeros for cannot-check. */
  readonly digests: Uint8Array;
}

export interface BeaconDeal {
  readonly cycle: bigint;
  readonly role: BeaconRole;
  readonly hash: Uint8Array;
}

export interface BeaconOpen {
  readonly cycle: bigint;
  readonly role: BeaconRole;
  readonly secret: Uint8Array;
}

export interface Bodies {
  register: Register;
  heartbeat: Heartbeat;
  commit: Commit;
  reveal: Reveal;
  verdict: Verdict;
  beaconDeal: BeaconDeal;
  beaconOpen: BeaconOpen;
}
export type Kind = keyof Bodies;

/** Numbers of the kinds on the wire (TX7). */
export const kindNumbers: Readonly<Record<Kind, number>> = {
  register: 1,
  heartbeat: 2,
  commit: 3,
  reveal: 4,
  verdict: 5,
  beaconDeal: 6,
  beaconOpen: 7,
};

/** Kinds that the founder owes everybody, as dealer and as referee: nothing bounds how many of them a block takes (TX6). */
export const dutyKinds: ReadonlySet<number> = new Set([
  kindNumbers.verdict,
  kindNumbers.beaconDeal,
  kindNumbers.beaconOpen,
]);
const kindNames = new Map(Object.entries(kindNumbers).map(([name, no]) => [no, name as Kind]));

const codecs: { readonly [K in Kind]: Codec<Bodies[K]> } = {
  register: createCodec(container({ payout: bytes32 })),
  heartbeat: createCodec(container({ height: u64 })),
  commit: createCodec(container({ cycle: u64, proofHash: bytes32, count: u16, level: u8 })),
  reveal: createCodec(container({ cycle: u64, host: bytes32, proof: byteList(maxProofBytes) })),
  verdict: refineCodec(
    createCodec(
      container({
        cycle: u64,
        host: bytes32,
        outcome: u8,
        nonce: u64,
        fault: u8,
        digests: bytes32,
      }),
    ),
    isVerdict,
  ),
  beaconDeal: refineCodec(
    createCodec(container({ cycle: u64, role: u8, hash: bytes32 })),
    (body): body is BeaconDeal => body.role <= 1,
  ),
  beaconOpen: refineCodec(
    createCodec(container({ cycle: u64, role: u8, secret: bytes32 })),
    (body): body is BeaconOpen => body.role <= 1,
  ),
};

export function encodeBody<K extends Kind>(kind: K, body: Bodies[K]): Uint8Array {
  return codecs[kind].encode(body);
}

/** The name of a kind's number; `undefined` if there is none. */
export function kindName(kind: number): Kind | undefined {
  return kindNames.get(kind);
}

/** Reads a body; `undefined` if it is not one of that kind. */
export function decodeBody<K extends Kind>(kind: K, bytes: Uint8Array): Bodies[K] | undefined {
  return codecs[kind].decode(bytes);
}

type WireVerdict = Omit<Verdict, "outcome" | "fault"> & { outcome: number; fault: number };

function isVerdict(body: WireVerdict): body is WireVerdict & Verdict {
  const { outcome, nonce, fault, digests } = body;
  const blank = nonce === 0n && fault === nonceFaults.none;
  switch (outcome) {
    case verdictOutcomes.valid:
      return blank;
    case verdictOutcomes.invalid:
      return fault === nonceFaults.notAppropriate || fault === nonceFaults.belowLevel;
    case verdictOutcomes.cannotCheck:
      return blank && digests.every((byte) => byte === 0);
    default:
      return false;
  }
}
