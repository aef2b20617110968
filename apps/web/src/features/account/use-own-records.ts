import { hexToBytes } from "@stadion/protocol/crypto";
import { useEffect, useState } from "react";
import { describeError } from "#shared/errors/index.ts";
import { useOpenNode } from "#shared/node/index.ts";
import { type OwnRecords, readOwnRecords } from "./read-own-records.ts";

export interface OwnRecordsState {
  /** `undefined` before the node has answered once. */
  readonly records: OwnRecords | undefined;
  /** Why the last try to read failed; `undefined` once one succeeds. */
  readonly trouble: string | undefined;
}

const unread: OwnRecordsState = { records: undefined, trouble: undefined };
// A read takes ten questions; the Host asks over the same connection.
const pauseMs = 2000;

/** What the ledger has on a Host, kept up with its blocks. */
export function useOwnRecords(hostId: string): OwnRecordsState {
  const open = useOpenNode();
  const [state, setState] = useState(unread);
  useEffect(() => {
    if (!open) return;
    const { network } = open;
    const key = hexToBytes(hostId);
    let last: OwnRecords | undefined;
    let isOver = false;
    let isReading = false;
    let isStale = false;
    const read = async (): Promise<void> => {
      isStale = isReading;
      if (isReading || isOver) return;
      isReading = true;
      const next = await readOwnRecords(network, key, last).then(
        (records) => ({ records, trouble: undefined }),
        (error: unknown) => ({ records: last, trouble: describeError(error) }),
      );
      last = next.records;
      if (!isOver) setState(next);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      isReading = false;
      if (isStale) void read();
    };
    const stops = [
      network.onBlock(() => void read()),
      network.onConnection(({ state: standing }) => standing === "connected" && void read()),
    ];
    return () => {
      isOver = true;
      for (const stop of stops) stop();
      setState(unread);
    };
  }, [open, hostId]);
  return state;
}
