import { merkleRoot } from "./merkle.ts";
import { varintField } from "./protobuf.ts";

/** 0 for success, else the number of a refusal (LD22). */
export type ResultCode = number;

/** The next header's `lastResultsHash`: the Merkle root over `ExecTxResult`, of which we use the code. */
export function resultsHash(codes: readonly ResultCode[]): Uint8Array {
  return merkleRoot(codes.map((code) => varintField(1, BigInt(code))));
}
