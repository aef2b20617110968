import type { Validator } from "@stadion/protocol/chain";
import {
  bytes32,
  type Codec,
  container,
  createCodec,
  list,
  u16,
  u64,
} from "@stadion/protocol/codec";

/** What a block did, as it is stored between running it and committing it (LD6). */
export interface BlockResults {
  readonly codes: readonly number[];
  /** Of the state after the block. */
  readonly appHash: Uint8Array;
  /** Who signs the block after the next (LD5). */
  readonly validators: readonly Validator[];
}

export const resultsCodec: Codec<BlockResults> = createCodec<BlockResults>(
  container({
    codes: list(u16, 8192),
    appHash: bytes32,
    validators: list(container({ key: bytes32, power: u64 }), 10_000),
  }),
);
