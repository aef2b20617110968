import type { Rate } from "../protocol.ts";

/** What one peer may still ask (NW6). A request may put it in debt; then nothing is answered until it is paid. */
export interface TokenBucket {
  /** Takes one token if there is one. */
  take(): boolean;
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
    take() {
      fill();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
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

/** The buckets of all peers of one protocol. A peer that comes back finds its own again. */
export function createPeerBuckets(rate: Rate, nowMs: () => number): (peer: string) => TokenBucket {
  const buckets = new Map<string, TokenBucket>();
  return (peer) => {
    const known = buckets.get(peer);
    if (known) return known;
    if (buckets.size >= pruneFrom)
      for (const [name, bucket] of buckets) if (bucket.isFull()) buckets.delete(name);
    const bucket = createTokenBucket(rate, nowMs);
    buckets.set(peer, bucket);
    return bucket;
  };
}

const pruneFrom = 1024;
