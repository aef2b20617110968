import type { AccountsState } from "./types.ts";

/** Whether the key is a Host's (LD12). */
export function isRegistered(state: Pick<AccountsState, "host">, key: Uint8Array): boolean {
  return state.host.get(key) !== undefined;
}

/** The last nonce taken from a sender in a lane; `undefined` if none was (TX4). */
export function lastNonce(
  state: Pick<AccountsState, "account">,
  sender: Uint8Array,
  lane: number,
): bigint | undefined {
  return state.account.get(sender)?.lanes.find((used) => used.lane === lane)?.nonce;
}
