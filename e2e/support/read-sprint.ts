import { recordQueries, type SprintEntry, type WeightTable } from "@stadion/protocol/chain";
import { readRecord } from "@stadion/protocol/host";
import type { Line } from "./app-process.ts";
import { openClient } from "./client.ts";

/** The ledger's own records of a cycle, read from a started node as any client reads them. */
export async function readSprint(
  about: Line,
  cycle: bigint,
): Promise<{ entries: readonly SprintEntry[]; weights: WeightTable | undefined }> {
  const { node, stop } = await openClient(about);
  try {
    const table = await readRecord(node, recordQueries.entries(cycle));
    const weights = await readRecord(node, recordQueries.weights());
    return { entries: table?.entries ?? [], weights };
  } finally {
    await stop();
  }
}
