import { newerBlocks } from "#shared/chain/index.ts";
import { formatCount, formatCountOf } from "#shared/format/index.ts";
import { Button } from "#shared/ui/index.ts";
import { usualIntervalMs } from "./block-filter.ts";
import type { Blocks } from "./use-blocks.ts";

const seconds = new Intl.NumberFormat("en", { maximumSignificantDigits: 2 });

/** How far the ledger is, and where the list stands beside it. */
export function HeadLine({ log }: Pick<Blocks, "log">): React.ReactNode {
  const { head, lines, follows } = log;
  if (head === 0n || lines.length === 0) return <p className="muted small">Asking the node</p>;
  const interval = usualIntervalMs(lines);
  const newer = newerBlocks(log);
  const pace =
    interval === undefined ? "" : `, one about every ${seconds.format(interval / 1000)} s`;
  return (
    <p className="muted small tabular" data-testid="head">
      The last block is {formatCount(head)}
      {pace}.
      {!follows &&
        ` The list is held${newer === 0n ? "" : `, ${formatCountOf(newer, "block")} behind`}.`}
    </p>
  );
}

/** Stops what moves, so that one can read. */
export function HoldButton({ blocks }: { readonly blocks: Blocks }): React.ReactNode {
  const { log, hold, follow } = blocks;
  return (
    <Button onPress={log.follows ? hold : follow}>
      {log.follows ? "Hold the list" : "Follow the newest"}
    </Button>
  );
}
