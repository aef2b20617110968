import { useEffect, useState } from "react";
import { formatCount } from "#shared/format/index.ts";
import { useOpenNode } from "#shared/node/index.ts";

interface BlocksPageProps {
  /** Height of the block to show; empty for the list. */
  readonly item: string;
}

export function BlocksPage({ item }: BlocksPageProps): React.ReactNode {
  const open = useOpenNode();
  const [height, setHeight] = useState<bigint>();
  useEffect(() => open?.network.onBlock((block) => setHeight(block.height)), [open]);
  return (
    <>
      <h1>{item === "" ? "Blocks" : `Block ${item}`}</h1>
      <p className="muted">
        {height === undefined ? "Waiting for a block" : `The last block is ${formatCount(height)}`}
      </p>
    </>
  );
}
