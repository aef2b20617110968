import { weightTableCodec } from "@stadion/protocol/chain";
import { useEffect, useState } from "react";
import { useOpenNode } from "#shared/node/index.ts";

const noKey = new Uint8Array();

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
    open?.network.query("weights", noKey).then(
      ({ value }) => {
        const table = value && weightTableCodec.decode(value);
        if (!isOver && table) setCount(table.entries.length);
      },
      () => {}, // a lost connection is told of beside it
    );
    return () => {
      isOver = true;
    };
  }, [open, at]);
  return count;
}
