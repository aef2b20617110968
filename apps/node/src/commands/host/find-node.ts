const localNode = "http://127.0.0.1:4800/stadion.json";

/** Addresses of the node that runs on this machine, as it tells them; at least one. */
export async function findLocalNode(url = localNode): Promise<readonly string[]> {
  const { origin } = new URL(url);
  let told: unknown;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(3000) });
    told = await answer.json();
  } catch (cause) {
    throw new Error(
      `No node answers at ${origin}; start one with npm start, or name one with --connect`,
      { cause },
    );
  }
  const list: unknown = (told as { addresses?: unknown } | null)?.addresses;
  const addresses = (Array.isArray(list) ? list : []).filter((each) => typeof each === "string");
  if (addresses.length === 0) throw new Error(`What answers at ${origin} is no Stadion node`);
  return addresses;
}
