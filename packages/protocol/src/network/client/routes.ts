import { type Multiaddr, multiaddr } from "@multiformats/multiaddr";
import type { TransportKind } from "../service.ts";

/** All addresses of a node that one kind of transport reaches. */
export interface Route {
  readonly transport: TransportKind;
  readonly addresses: readonly Multiaddr[];
}

/** What carries a connection to this address; `undefined` for what nobody here speaks. */
export function transportOf(address: Multiaddr): TransportKind | undefined {
  const names = new Set(address.getComponents().map(({ name }) => name));
  if (names.has("p2p-circuit")) return undefined;
  if (names.has("webrtc-direct")) return "webrtc-direct";
  if (names.has("ws") || names.has("wss")) return "websocket";
  return names.has("tcp") ? "tcp" : undefined;
}

/**
 * The ways to a node, the best first.
 *
 * Throws `TypeError` if one of the addresses is none, if they name several nodes or if none of them is of these kinds.
 *
 * @param kinds - what can be spoken here, the best first
 */
export function routesTo(addresses: readonly string[], kinds: readonly TransportKind[]): Route[] {
  const parsed = addresses.map(parse);
  const peers = new Set(parsed.flatMap((address) => peerOf(address) ?? []));
  if (peers.size > 1)
    throw new TypeError(`Expected addresses of one node, found ${[...peers].join(" and ")}`);
  const routes = kinds.flatMap((transport) => {
    const own = parsed.filter((address) => transportOf(address) === transport);
    return own.length > 0 ? [{ transport, addresses: own }] : [];
  });
  if (routes.length === 0)
    throw new TypeError(
      `Expected an address for ${kinds.join(" or ")}, found ${addresses.join(", ") || "none"}`,
    );
  return routes;
}

function parse(address: string): Multiaddr {
  try {
    return multiaddr(address);
  } catch (cause) {
    throw new TypeError(`Expected a multiaddr, found "${address}"`, { cause });
  }
}

function peerOf(address: Multiaddr): string | undefined {
  return address.getComponents().findLast(({ name }) => name === "p2p")?.value;
}
