import { recordQueries } from "@stadion/protocol/chain";
import { readRecord } from "@stadion/protocol/host";
import { isPresetName, type PresetName } from "@stadion/protocol/params";
import { useEffect, useState } from "react";
import type { LedgerMoment } from "#shared/cycle/index.ts";
import { type OpenNode, useOpenNode } from "#shared/node/index.ts";

/** What a page without a Host knows of the ledger. */
export interface LedgerNow extends LedgerMoment {
  readonly preset: PresetName;
  /** Of the page's monotonic clock: when that block was seen. */
  readonly seenMs: number;
}

/** The ledger as it stands, read from the node at each block: for whoever has no key and so no Host. */
export function useLedger(): LedgerNow | undefined {
  const open = useOpenNode();
  const [now, setNow] = useState<LedgerNow>();
  useEffect(() => {
    if (!open) return;
    let isOver = false;
    const look = (): void => {
      read(open).then(
        (next) => {
          if (!isOver && next) setNow(next);
        },
        () => {}, // a lost connection is told of beside it
      );
    };
    look();
    const endings = [open.network.onBlock(look), open.network.onConnection(look)];
    return () => {
      isOver = true;
      for (const end of endings) end();
    };
  }, [open]);
  return now;
}

async function read({ network }: OpenNode): Promise<LedgerNow | undefined> {
  const [status, cycle] = await Promise.all([
    network.status(),
    readRecord(network, recordQueries.cycle()),
  ]);
  const { preset, height, timeMs } = status;
  if (!cycle || !isPresetName(preset)) return undefined;
  return { cycle, height, blockTimeMs: timeMs, preset, seenMs: performance.now() };
}
