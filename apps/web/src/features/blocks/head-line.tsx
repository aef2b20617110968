import { newerBlocks } from "#shared/chain/index.ts";
import { formatCount, formatCountOf } from "#shared/format/index.ts";
import { Button } from "#shared/ui/index.ts";
import { usualIntervalMs } from "./block-filter.ts";
import type { Blocks } from "./use-blocks.ts";

const seconds = new Intl.NumberFormat("en", { maximumSignificantDigits: 2 });

/** How far the ledger is, and whether the list goes along. */
export function HeadLine({ blocks }: { readonly blocks: Blocks }): React.ReactNode {
  const { log, hold, follow } = blocks;
  const { head, lines, follows } = log;
  if (head === 0n || lines.length === 0) return <p className="muted small">Asking the node</p>;
  const interval = usualIntervalMs(lines);
  const newer = newerBlocks(log);
  return (
    <div className="head-line">
      <p className="muted small tabular" data-testid="head">
        The last block is {formatCount(head)}
        {interval !== undefined && `, one about every ${seconds.format(interval / 1000)} s`}.{" "}
        {!follows &&
          (newer === 0n
            ? "The list is held."
            : `The list is held ${formatCountOf(newer, "block")} behind.`)}
      </p>
      <Button onPress={follows ? hold : follow}>
        {follows ? "Hold the list" : "Follow the newest"}
      </Button>
    </div>
  );
}
