import { useMemo, useState } from "react";
import { type BlockFacts, type BlockPlace, readTx } from "#shared/chain/index.ts";
import { describePhase } from "#shared/cycle/index.ts";
import { formatCount, formatCountOf, formatDayAndTime } from "#shared/format/index.ts";
import { Age, Button } from "#shared/ui/index.ts";
import { checksOf } from "./block-checks.ts";
import { CheckList } from "./check-list.tsx";
import { HeaderFacts } from "./header-facts.tsx";
import { TxItem } from "./tx-item.tsx";
import { momentWords } from "./tx-words.ts";

interface BlockViewProps {
  readonly block: BlockFacts;
  readonly next: BlockFacts | undefined;
  readonly place: BlockPlace | undefined;
  readonly hostId: string | undefined;
}

export function BlockView({ block, next, place, hostId }: BlockViewProps): React.ReactNode {
  return (
    <>
      <BlockPlaceLine block={block} place={place} />
      <Transactions block={block} hostId={hostId} key={block.hash} />
      <section className="section" aria-labelledby="checked">
        <h2 id="checked">What this page checked</h2>
        <CheckList checks={checksOf(block, next)} />
      </section>
      <HeaderFacts block={block} />
    </>
  );
}

/** When it was made, where in the cycle, and what it brought. */
function BlockPlaceLine({ block, place }: Pick<BlockViewProps, "block" | "place">) {
  const { timeMs } = block;
  return (
    <div className="block-place" data-kind={place?.phase ?? "unknown"} data-testid="block-place">
      <p>
        <time dateTime={new Date(timeMs).toISOString()}>{formatDayAndTime(timeMs)}</time>
        <span className="muted">
          , <Age timeMs={timeMs} />
        </span>
      </p>
      {place && (
        <p>
          {place.phase ? `${describePhase(place.phase).name} of cycle` : "Cycle"}{" "}
          {formatCount(place.cycle)}
          {place.phase && <span className="muted">. {describePhase(place.phase).meaning}.</span>}
        </p>
      )}
      {place?.moments.map((moment) => (
        <p key={moment.kind}>
          <strong>{momentWords(moment)}</strong>
        </p>
      ))}
    </div>
  );
}

const txsAtOnce = 50;

function Transactions({ block, hostId }: Pick<BlockViewProps, "block" | "hostId">) {
  const [shown, setShown] = useState(txsAtOnce);
  const { txs, codes } = block;
  const read = useMemo(
    () => txs.slice(0, shown).map((tx, i) => readTx(tx, codes[i] ?? 0)),
    [txs, codes, shown],
  );
  const left = txs.length - shown;
  return (
    <section className="section" aria-labelledby="transactions">
      <h2 id="transactions">
        {txs.length === 0 ? "No transactions" : formatCountOf(txs.length, "transaction")}
      </h2>
      {txs.length > 0 && (
        <ol className="txs">
          {read.map((facts, i) => (
            <TxItem key={facts.id} facts={facts} place={i + 1} hostId={hostId} />
          ))}
        </ol>
      )}
      {left > 0 && (
        <div className="row">
          <Button onPress={() => setShown(shown + txsAtOnce)}>
            Show {formatCount(Math.min(left, txsAtOnce))} more of {formatCount(left)}
          </Button>
        </div>
      )}
    </section>
  );
}
