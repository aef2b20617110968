import { decodeGenesis, type Genesis, paramsHash, weightLimit } from "@stadion/protocol/chain";
import { compareBytes, equalBytes } from "@stadion/protocol/crypto";
import type { Params } from "@stadion/protocol/params";

/**
 * The genesis that these bytes are. Throws `RangeError` on one that no network can begin with.
 *
 * @see spec/ledger.md LD1, LD2
 */
export function readGenesis(bytes: Uint8Array, params: Params): Genesis {
  const genesis = decodeGenesis(bytes);
  if (genesis?.version !== 1) throw new RangeError("expected a genesis of version 1");
  if (!equalBytes(genesis.paramsHash, paramsHash(params)))
    throw new RangeError(`the genesis is not one of the params ${params.name}`);
  const { weights, founder, validators } = genesis;
  const hosts = weights.map(({ host }) => host);
  if (hosts.some((host, i) => i > 0 && compareBytes(hosts[i - 1] as Uint8Array, host) >= 0))
    throw new RangeError("the genesis does not name its weights in ascending order of keys");
  if (weights.some(({ weight }) => weight >= weightLimit))
    throw new RangeError("the genesis gives a Host a weight of 2^48 or more");
  if (!hosts.some((host) => equalBytes(host, founder)))
    throw new RangeError("the founder is not among the Hosts of the genesis");
  if (!validators.some(({ power }) => power > 0n))
    throw new RangeError("the genesis names no validator with power");
  return genesis;
}
