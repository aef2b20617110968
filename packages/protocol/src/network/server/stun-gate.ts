import { addressGroup } from "./doorkeeper.ts";
import { createTokenBucket, type TokenBucket } from "./token-bucket.ts";

/** Bounds those who knock by a STUN packet, before anything is built for them (NW15). */
export interface StunGate {
  /** Gives what is to be called when the handshake is over; `undefined` for who is not let in now. */
  knock(address: string): (() => void) | undefined;
}

const everyone = { perSecond: 20, burst: 40 };
const oneAddress = { perSecond: 10, burst: 20 };
const maxPending = 64;
const pruneFrom = 256;

export function createStunGate(nowMs: () => number): StunGate {
  const all = createTokenBucket(everyone, nowMs);
  const addresses = new Map<string, TokenBucket>();
  let pending = 0;
  return {
    knock(address) {
      const group = addressGroup(address);
      // Who is over its own bound uses up nothing of the others', and only who is let in is remembered.
      if (pending >= maxPending || addresses.get(group)?.has() === false || !all.take()) {
        return undefined;
      }
      prune(addresses);
      const own = addresses.get(group) ?? createTokenBucket(oneAddress, nowMs);
      addresses.set(group, own);
      own.charge(1);
      pending += 1;
      let isOver = false;
      return () => {
        if (!isOver) pending -= 1;
        isOver = true;
      };
    },
  };
}

function prune(addresses: Map<string, TokenBucket>): void {
  if (addresses.size < pruneFrom) return;
  for (const [group, bucket] of addresses) if (bucket.isFull()) addresses.delete(group);
}
