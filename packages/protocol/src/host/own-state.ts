import { type Codec, container, createCodec, u8, u16 } from "../rules/codec/index.ts";
import type { Random, Store } from "./ports.ts";

// What a Host keeps of itself: its lane, and what a person last asked of it.

const laneName = "lane";
const wishesName = "wishes";
const savedVersion = 1;

/** The lane of this store's transactions (TX4): drawn once, then kept (HO3). */
export async function loadLane(store: Store, random: Random): Promise<number> {
  const kept = await store.get(laneName);
  if (kept?.length === 1) return kept[0] as number;
  const drawn = random.bytes(1);
  await store.set(laneName, drawn);
  return drawn[0] as number;
}

/** What a person last asked of a Host (HO10, HO14 to HO16). */
export interface Wishes {
  readonly joined: boolean;
  readonly paused: boolean;
  /** The Sprint under way is the last one. */
  readonly finishing: boolean;
  /** Share of the time in which it computes, 0.1 to 1. */
  readonly throttle: number;
}

export const firstWishes: Wishes = { joined: false, paused: false, finishing: false, throttle: 1 };

const wishesCodec = createCodec(
  container({ version: u8, joined: u8, paused: u8, finishing: u8, throttlePerMille: u16 }),
) satisfies Codec<unknown>;

export async function loadWishes(store: Store): Promise<Wishes> {
  const bytes = await store.get(wishesName);
  const kept = bytes && wishesCodec.decode(bytes);
  if (kept?.version !== savedVersion) return firstWishes;
  const { joined, paused, finishing, throttlePerMille } = kept;
  const throttle = Math.min(1, Math.max(leastThrottle, throttlePerMille / 1000));
  return { joined: joined === 1, paused: paused === 1, finishing: finishing === 1, throttle };
}

export async function saveWishes(store: Store, wishes: Wishes): Promise<void> {
  const { joined, paused, finishing, throttle } = wishes;
  const flags = { joined: Number(joined), paused: Number(paused), finishing: Number(finishing) };
  const throttlePerMille = Math.round(throttle * 1000);
  await store.set(
    wishesName,
    wishesCodec.encode({ version: savedVersion, ...flags, throttlePerMille }),
  );
}

/** Less would leave a Host next to nothing of its Sprint. */
export const leastThrottle = 0.1;
