import type { Rate } from "../protocol.ts";

/** What one peer may still do (NW6). Taking may put it in debt; then nothing is given until it is paid. */
export interface TokenBucket {
  /** Takes this many, one if not said, if there is one at least. */
  take(tokens?: number): boolean;
  /** Whether there is one to take. */
  has(): boolean;
  /** Takes tokens whether they are there or not. */
  charge(tokens: number): void;
  /** Whether it is as full as it can be, and so need not be remembered. */
  isFull(): boolean;
}

export function createTokenBucket({ perSecond, burst }: Rate, nowMs: () => number): TokenBucket {
  let tokens = burst;
  let filledAt = nowMs();
  const fill = (): void => {
    const now = nowMs();
    tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) * perSecond) / 1000);
    filledAt = now;
  };
  return {
    take(count = 1) {
      fill();
      if (tokens < 1) return false;
      tokens -= count;
      return true;
    },
    has() {
      fill();
      return tokens >= 1;
    },
    charge(count) {
      fill();
      tokens -= count;
    },
    isFull() {
      fill();
      return tokens >= burst;
    },
  };
}

/** What one peer may ask by one protocol, on all its connections together (NW6). */
export interface PeerAllowance {
  readonly requests: TokenBucket;
  /** How often it may be told that it asks too much, before it is cut off. */
  readonly refusals: TokenBucket;
}

/** Refusals at once for which a peer is cut off: it does not listen. */
const maxRefusals = 200;

export function createAllowance(rate: Rate, nowMs: () => number): PeerAllowance {
  return {
    requests: createTokenBucket(rate, nowMs),
    refusals: createTokenBucket({ perSecond: rate.perSecond, burst: maxRefusals }, nowMs),
  };
}

/** The allowances of all peers for one protocol. A peer that comes back finds its own again. */
export function createPeerAllowances(
  rate: Rate,
  nowMs: () => number,
): (peer: string) => PeerAllowance {
  const allowances = new Map<string, PeerAllowance>();
  return (peer) => {
    const known = allowances.get(peer);
    if (known) return known;
    if (allowances.size >= pruneFrom)
      for (const [name, { requests, refusals }] of allowances)
        if (requests.isFull() && refusals.isFull()) allowances.delete(name);
    const allowance = createAllowance(rate, nowMs);
    allowances.set(peer, allowance);
    return allowance;
  };
}

const pruneFrom = 1024;
