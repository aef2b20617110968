import { formatCount, formatListed } from "#shared/format/index.ts";
import { BlockLink, Chart } from "#shared/ui/index.ts";
import { type SprintRow, statusWords } from "./sprint-rows.ts";

/** The Host's weight by cycle, drawn and in numbers. */
export function SprintTable({ rows }: { readonly rows: readonly SprintRow[] }): React.ReactNode {
  if (rows.length === 0)
    return <p>This Host has not committed to a Sprint that the ledger still keeps.</p>;
  const rising = rows.toReversed();
  return (
    <>
      <h3 id="weights">Weight by cycle</h3>
      {rows.length > 1 && (
        <Chart
          label={`Weight that each of the last ${rows.length} Sprints gave; the table below has the numbers`}
          x={rising.map(({ cycle }) => Number(cycle))}
          series={[
            {
              name: "Weight",
              values: rising.map(({ weight }) => Number(weight)),
              look: "bars",
              colour: "--clay",
            },
          ]}
          formatX={formatCount}
          formatY={formatCount}
        />
      )}
      <section
        className="table-scroll"
        aria-labelledby="weights"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reached by keys
        tabIndex={0}
      >
        <table className="table tabular">
          <thead>
            <tr>
              <th scope="col">Cycle</th>
              <th scope="col" className="sprint-outcome">
                Outcome
              </th>
              <th scope="col">Weight</th>
              <th scope="col">Nonces</th>
              <th scope="col">Committed</th>
              <th scope="col">Revealed</th>
              <th scope="col">Judged</th>
              <th scope="col">Settled</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={String(row.cycle)} row={row} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Row({ row }: { readonly row: SprintRow }): React.ReactNode {
  const { cycle, status, reason, level, isOnLedger } = row;
  return (
    <tr>
      <th scope="row">{formatCount(cycle)}</th>
      <td className="sprint-outcome">
        <span className="tag" data-look={lookOf(row)}>
          {statusWords(status)}
        </span>
        {reason !== undefined && <span className="muted"> {reason}</span>}
        {!isOnLedger && <span className="muted"> (kept in this browser)</span>}
      </td>
      <td>{row.settledHeight > 0n ? formatCount(row.weight) : "Not yet"}</td>
      <td>
        {formatListed(row)} at level {level}
      </td>
      <td>
        <BlockOf height={row.commitHeight} />
      </td>
      <td>
        <BlockOf height={row.revealHeight} />
      </td>
      <td>
        <BlockOf height={row.judgedHeight} />
      </td>
      <td>
        <BlockOf height={row.settledHeight} />
      </td>
    </tr>
  );
}

function BlockOf({ height }: { readonly height: bigint }): React.ReactNode {
  if (height === 0n) return <span className="muted">–</span>;
  return (
    <BlockLink height={height}>
      <span className="visually-hidden">block </span>
      {formatCount(height)}
    </BlockLink>
  );
}

function lookOf({ status }: SprintRow): "good" | "bad" | "plain" {
  if (status === "valid") return "good";
  return status === "invalid" || status === "missed" || status === "void" ? "bad" : "plain";
}
