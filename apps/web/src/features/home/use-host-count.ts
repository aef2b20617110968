import { recordQueries } from "@stadion/protocol/chain";
import { readRecord } from "@stadion/protocol/host";
import { useEffect, useState } from "react";
import { useOpenNode } from "#shared/node/index.ts";

/**
 * How many Hosts have weight; `undefined` before the ledger was asked.
 *
 * @param at - whatever changes when weights do: then it is asked again
 */
export function useHostCount(at: string): number | undefined {
  const open = useOpenNode();
  const [count, setCount] = useState<number>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `at` says when to ask again
  useEffect(() => {
    let isOver = false;
    if (!open) return;
    readRecord(open.network, recordQueries.total()).then(
      (total) => {
        if (!isOver && total) setCount(total.hosts);
      },
      () => {}, // a lost connection is told of beside it
    );
    return () => {
      isOver = true;
    };
  }, [open, at]);
  return count;
}
