import { describeError } from "#shared/errors/index.ts";

/** Where this page's full node is, and which network it must be on. */
export interface NodePlace {
  /** Multiaddrs that a browser can dial, the likeliest to answer first. */
  readonly addresses: readonly string[];
  /** 64 hex digits. */
  readonly chainId: string;
}

export type FoundNode =
  | { readonly ok: true; readonly place: NodePlace }
  | {
      readonly ok: false;
      /** A server that knows of no node will know of none later; one that is silent may be back at any moment. */
      readonly why: "no-node" | "no-answer";
      readonly message: string;
    };

/** Asks the server that this page came from which network it belongs to. */
export async function findNode(url: URL): Promise<FoundNode> {
  try {
    const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(8000) });
    // From 500 on it is a gateway that speaks, or a node that is not well.
    if (answer.status >= 500) return missing(url, `status ${answer.status}`, "no-answer");
    if (!answer.ok) return missing(url, `status ${answer.status}`);
    return readPlace(await answer.text(), url);
  } catch (error) {
    return missing(url, describeError(error), "no-answer");
  }
}

/**
 * The node that the file stadion.json names.
 *
 * A node may list several addresses; those under the name that the page was opened with are surely reached.
 */
export function readPlace(text: string, url: URL): FoundNode {
  const { addresses, chainId } = parseObject(text);
  const usable = (Array.isArray(addresses) ? addresses : []).filter(isForBrowsers);
  const near = usable.filter((each) => each.split("/")[2] === url.hostname);
  if (usable.length === 0) return missing(url, "no address for browsers in it");
  if (typeof chainId !== "string" || !/^[0-9a-f]{64}$/.test(chainId))
    return missing(url, "no network in it");
  return { ok: true, place: { addresses: near.length > 0 ? near : usable, chainId } };
}

function isForBrowsers(address: unknown): address is string {
  return typeof address === "string" && /\/(wss?|webrtc-direct)(\/|$)/.test(address);
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function missing(url: URL, found: string, why: "no-node" | "no-answer" = "no-node"): FoundNode {
  const message = `Expected the address of a full node at ${url}, found ${found}`;
  return { ok: false, why, message };
}
