import type { Random, Store } from "./ports.ts";

// What a Host keeps besides its Sprint: one byte each.

const laneName = "lane";
const joinedName = "joined";

/** The lane of this store's transactions (TX4): drawn once, then kept (HO3). */
export async function loadLane(store: Store, random: Random): Promise<number> {
  const kept = await store.get(laneName);
  if (kept?.length === 1) return kept[0] as number;
  const drawn = random.bytes(1);
  await store.set(laneName, drawn);
  return drawn[0] as number;
}

/** Whether the Host was asked to take part when it last ran; `undefined` if it never was asked. */
export async function loadJoined(store: Store): Promise<boolean | undefined> {
  const kept = await store.get(joinedName);
  return kept && kept[0] === 1;
}

export async function saveJoined(store: Store, joined: boolean): Promise<void> {
  await store.set(joinedName, Uint8Array.of(joined ? 1 : 0));
}
