import { setTimeout as sleep } from "node:timers/promises";
import {
  cycleKey,
  type SprintEntry,
  sprintTableCodec,
  type WeightTable,
  weightTableCodec,
} from "@stadion/protocol/chain";
import { connectToNode } from "@stadion/protocol/network";
import type { Line } from "./app-process.ts";

/** The ledger's own records of a cycle, read from a started node as any client reads them. */
export async function readSprint(
  node: Line,
  cycle: bigint,
): Promise<{ entries: readonly SprintEntry[]; weights: WeightTable | undefined }> {
  const [address] = node.addresses as string[];
  const client = await connectToNode({
    addresses: [address as string],
    transports: "server",
    clock: {
      monotonicMs: () => performance.now(),
      sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
    },
    random: { bytes: (count) => new Uint8Array(count) },
  });
  try {
    const read = async (path: string, key: Uint8Array) =>
      (await client.query(path, key)).value ?? new Uint8Array();
    return {
      entries: sprintTableCodec.decode(await read("entries", cycleKey(cycle)))?.entries ?? [],
      weights: weightTableCodec.decode(await read("weights", new Uint8Array())),
    };
  } finally {
    await client.stop();
  }
}
