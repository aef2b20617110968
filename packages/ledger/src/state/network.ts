import type { VerifySignature } from "@stadion/protocol/crypto";
import type { Params } from "@stadion/protocol/params";

/** What stays the same through all blocks of a network. */
export interface Network {
  /** 32 bytes (LD1). */
  readonly chainId: Uint8Array;
  readonly params: Params;
  readonly verify: VerifySignature;
}
