import type { RecordQuery } from "@stadion/protocol/chain";
import type { NodeConnection } from "@stadion/protocol/network";

/** A record as the node gives it (LD23), with the height it was read at; no proof comes with it yet. */
export async function readRecord<T>(
  network: Pick<NodeConnection, "query">,
  { path, key, codec }: RecordQuery<T>,
): Promise<{ readonly height: bigint; readonly record: T | undefined }> {
  const { height, value } = await network.query(path, key);
  const record = value && codec.decode(value);
  if (value && record === undefined)
    throw new RangeError(
      `Expected a record of ${path} that this page can read, found ${value.length} bytes; reload the page`,
    );
  return { height, record };
}
