import { asciiBytes, encodeGenesis, type Genesis, paramsHash } from "@stadion/protocol/chain";
import type { Params } from "@stadion/protocol/params";

/**
 * The encoded genesis of a fresh network of one node, which founds it, signs its blocks and has all its weight.
 *
 * @param founder - the node's Ed25519 public key
 * @param timeMs - Unix time at which the network begins
 * @see spec/ledger.md LD1, LD2
 */
export function makeGenesis(founder: Uint8Array, timeMs: number, params: Params): Uint8Array {
  const genesis: Genesis = {
    version: 1,
    preset: asciiBytes(params.name),
    paramsHash: paramsHash(params),
    timeMs: BigInt(timeMs),
    founder,
    validators: [{ key: founder, power: 1n }],
    weights: [{ host: founder, weight: 1n }],
  };
  return encodeGenesis(genesis);
}
