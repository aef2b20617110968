import { asciiText, decodeGenesis, deriveChainId, paramsHash } from "../rules/chain/index.ts";
import { bytesToHex, equalBytes } from "../rules/crypto/index.ts";
import { isPresetName, type Params, presets } from "../rules/params/index.ts";

export type NetworkCheck =
  | { readonly ok: true; readonly params: Params }
  | { readonly ok: false; readonly refusal: string };

/**
 * Whether this version of a Host can work on a network (HO1).
 *
 * @param chainId - what the node says its network is
 * @param genesis - encoding, as the node gives it
 */
export function checkHostNetwork(
  chainId: Uint8Array,
  genesis: Uint8Array | undefined,
): NetworkCheck {
  const decoded = genesis && decodeGenesis(genesis);
  if (!decoded) return refused("The node gives no genesis that this version can read");
  if (!equalBytes(deriveChainId(decoded), chainId))
    return refused("The node's genesis is not the one that names its network");
  const name = asciiText(decoded.preset) ?? "";
  if (!isPresetName(name)) return refused(`This version does not know the params "${name}"`);
  const params = presets[name];
  const own = paramsHash(params);
  if (!equalBytes(own, decoded.paramsHash)) {
    const [expected, found] = [own, decoded.paramsHash].map((hash) =>
      bytesToHex(hash).slice(0, 16),
    );
    return refused(
      `The network's params "${name}" differ from this version's: expected ${expected}…, found ${found}…`,
    );
  }
  return { ok: true, params };
}

function refused(refusal: string): NetworkCheck {
  return { ok: false, refusal };
}
