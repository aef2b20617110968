const localNode = "http://127.0.0.1:4800/stadion.json";

/** Address of the node that runs on this machine, as it tells it. */
export async function findLocalNode(url = localNode): Promise<string> {
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
  const addresses = (told as { addresses?: unknown } | null)?.addresses;
  const address: unknown = Array.isArray(addresses) ? addresses[0] : undefined;
  if (typeof address !== "string") throw new Error(`What answers at ${origin} is no Stadion node`);
  return address;
}
