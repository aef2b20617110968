import { useState } from "react";
import type { BlockLine } from "#shared/chain/index.ts";
import { formatCount } from "#shared/format/index.ts";
import { Chart } from "#shared/ui/index.ts";
import { intervalsMs } from "./block-filter.ts";

const most = 60;
const twoDecimals = new Intl.NumberFormat("en", {
  minimumFractionDigits: 1,
  maximumFractionDigits: 2,
});

/** Time from block to block, drawn and in a table. */
export function PacePanel({ lines }: { readonly lines: readonly BlockLine[] }): React.ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="pace" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>Pace of the last blocks</summary>
      {isOpen && <Pace lines={lines.slice(0, most + 1)} />}
    </details>
  );
}

function Pace({ lines }: { readonly lines: readonly BlockLine[] }): React.ReactNode {
  const seconds = intervalsMs(lines).map((ms) => ms / 1000);
  const shown = lines.slice(0, seconds.length);
  return (
    <div className="stack">
      <Chart
        label={`Seconds from block to block, the last ${shown.length} blocks`}
        x={shown.map(({ height }) => Number(height)).toReversed()}
        series={[
          {
            name: "Seconds",
            values: seconds.toReversed(),
            look: "bars",
            colour: "--clay",
          },
        ]}
        formatX={formatCount}
        formatY={(y) => `${twoDecimals.format(y)} s`}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reached by keys */}
      <section className="table-scroll" tabIndex={0} aria-label="Pace in numbers">
        <table className="table tabular">
          <thead>
            <tr>
              <th scope="col">Block</th>
              <th scope="col">Seconds</th>
              <th scope="col">Transactions</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ height, txs }, i) => (
              <tr key={String(height)}>
                <th scope="row">{formatCount(height)}</th>
                <td>{twoDecimals.format(seconds[i] ?? 0)}</td>
                <td>{formatCount(txs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
