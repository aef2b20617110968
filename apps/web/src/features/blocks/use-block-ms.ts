import { isPresetName, presets } from "@stadion/protocol/params";
import { useEffect, useState } from "react";
import type { OpenNode } from "#shared/node/index.ts";

/** Time from block to block that the network aims at; `undefined` before the node was asked. */
export function useBlockMs(open: OpenNode | undefined): number | undefined {
  const [blockMs, setBlockMs] = useState<number>();
  useEffect(() => {
    open?.network.status().then(
      ({ preset }) => setBlockMs(isPresetName(preset) ? presets[preset].cycle.blockMs : undefined),
      () => setBlockMs(undefined), // the page says itself that the node does not answer
    );
  }, [open]);
  return blockMs;
}
