import { concatBytes, sha256 } from "../crypto/index.ts";
import { varintField } from "./protobuf.ts";

// What CometBFT's header says of the protocol that made it (LD3).

/** CometBFT's block protocol. */
export const blockVersion = 11n;
/** Version of Stadion's rules. */
export const appVersion = 1n;

const blockMaxBytes = 2_097_152n;
const blockMaxGas = -1n;

/** SHA-256 of `HashedParams`. */
export const consensusHash: Uint8Array = sha256(
  concatBytes(varintField(1, blockMaxBytes), varintField(2, blockMaxGas)),
);
