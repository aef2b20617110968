import { decodeGenesis, deriveChainId, type Genesis } from "../../rules/chain/index.ts";
import { bytesToHex, equalBytes } from "../../rules/crypto/index.ts";
import { WrongNetworkError } from "../errors.ts";
import type { NodeStatus } from "../service.ts";

/**
 * The genesis of the node's network, if it is the wanted one. Throws `WrongNetworkError` (NW11).
 *
 * @param wanted - 32 bytes; `undefined` takes any network
 */
export function checkNetwork(
  { chainId }: NodeStatus,
  genesisBytes: Uint8Array | undefined,
  wanted: Uint8Array | undefined,
): Genesis {
  if (wanted && !equalBytes(wanted, chainId))
    throw new WrongNetworkError(
      `Expected network ${bytesToHex(wanted)}, the node is on ${bytesToHex(chainId)}`,
    );
  const genesis = genesisBytes && decodeGenesis(genesisBytes);
  if (!genesis) throw new WrongNetworkError("The node gives no genesis of its network");
  if (!equalBytes(deriveChainId(genesis), chainId))
    throw new WrongNetworkError("The node's genesis is not the one that names its network");
  return genesis;
}
