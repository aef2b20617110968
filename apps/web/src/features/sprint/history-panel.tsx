import type { SprintRecord } from "@stadion/protocol/host";
import { memo } from "react";
import { formatCount, formatPercent } from "#shared/format/index.ts";
import { BlockLink, Chart } from "#shared/ui/index.ts";
import { resultWords, shareWords } from "./history-words.ts";

interface HistoryPanelProps {
  /** By ascending cycle. */
  readonly history: readonly SprintRecord[];
}

/** The Host's own Sprints: their weights drawn, and all of it in a table. */
export const HistoryPanel = memo(function HistoryPanel({ history }: HistoryPanelProps) {
  return (
    <section className="section" aria-labelledby="history">
      <h2 id="history">Your Sprints</h2>
      {history.length === 0 ? (
        <p className="muted">None yet. Each one is kept here with what it gave.</p>
      ) : (
        <div className="history">
          <WeightChart settled={history.filter(({ settledHeight }) => settledHeight > 0n)} />
          <HistoryTable history={history} />
        </div>
      )}
    </section>
  );
});

/** From two Sprints on: one bar alone says no more than its number. */
function WeightChart({ settled }: { readonly settled: readonly SprintRecord[] }) {
  if (settled.length < 2)
    return (
      <p className="muted small">
        From your second settled Sprint on, their weights are drawn here.
      </p>
    );
  return (
    <figure className="stack-tight">
      <Chart
        label={`Weight of each of your ${settled.length} settled Sprints by cycle; the table has the numbers`}
        x={settled.map(({ cycle }) => Number(cycle))}
        series={[
          {
            name: "Weight",
            values: settled.map(({ weight }) => Number(weight)),
            look: "bars",
            colour: "--clay",
          },
        ]}
        formatX={formatCount}
        formatY={formatCount}
      />
      <figcaption className="muted small">Weight by cycle</figcaption>
    </figure>
  );
}

function HistoryTable({ history }: HistoryPanelProps): React.ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reached by keys
    <section className="table-scroll" aria-label="Your Sprints in numbers" tabIndex={0}>
      <table className="table table-compact tabular" data-testid="history">
        <thead>
          <tr>
            <th scope="col">Cycle</th>
            <th scope="col">Tried</th>
            <th scope="col">Confirmed</th>
            <th scope="col" className="words">
              Result
            </th>
            <th scope="col">Weight</th>
            <th scope="col">Of all</th>
            <th scope="col">Missed</th>
            <th scope="col">Block</th>
          </tr>
        </thead>
        <tbody>
          {history.toReversed().map((record) => (
            <HistoryRow key={String(record.cycle)} record={record} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function HistoryRow({ record }: { readonly record: SprintRecord }): React.ReactNode {
  const { cycle, tried, confirmed, weight, missedShare, settledHeight } = record;
  return (
    <tr>
      <th scope="row">{formatCount(cycle)}</th>
      <td>{formatCount(tried)}</td>
      <td>{formatCount(confirmed)}</td>
      <td className="words">{resultWords(record)}</td>
      <td>{settledHeight > 0n ? formatCount(weight) : "–"}</td>
      <td>{shareWords(record)}</td>
      <td>{missedShare > 0 ? formatPercent(missedShare) : "–"}</td>
      <td>
        {settledHeight > 0n ? (
          <BlockLink height={settledHeight}>{formatCount(settledHeight)}</BlockLink>
        ) : (
          "not yet"
        )}
      </td>
    </tr>
  );
}
