import { setTimeout as sleep } from "node:timers/promises";
import { connectToNode } from "@stadion/protocol/network";

/** The bytes of a record; none where there is no such record. */
export type ReadRecord = (path: string, key: Uint8Array) => Promise<Uint8Array>;

/** Reads records of a node's ledger as any client does. */
export async function readRecords<T>(
  address: string,
  work: (read: ReadRecord) => Promise<T>,
): Promise<T> {
  const client = await connectToNode({
    address,
    transports: "server",
    clock: {
      monotonicMs: () => performance.now(),
      sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
    },
    random: { bytes: (count) => new Uint8Array(count) },
  });
  try {
    return await work(
      async (path, key) => (await client.query(path, key)).value ?? new Uint8Array(),
    );
  } finally {
    await client.stop();
  }
}
