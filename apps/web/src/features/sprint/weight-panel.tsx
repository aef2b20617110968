import type { HostView } from "@stadion/protocol/host";
import { formatCount, formatPercent, weightShare } from "#shared/format/index.ts";
import { BlockLink } from "#shared/ui/index.ts";

/** The Host's weight in force, where it comes from and how much of all it is. */
export function WeightPanel({ view }: { readonly view: HostView }): React.ReactNode {
  const { own, total, cycle, height } = view.weight;
  return (
    <section className="section" aria-labelledby="weight">
      <h2 id="weight">Weight in force</h2>
      <div data-testid="weight">
        <p className="figure">{formatCount(own)}</p>
        <p className="muted">
          {total > 0n
            ? `${formatPercent(weightShare(own, total))} of all ${formatCount(total)}`
            : "No weight is known yet"}
        </p>
      </div>
      {total > 0n && (
        <p className="muted small" data-testid="weight-source">
          <Source own={own} cycle={cycle} height={height} /> It stands until the next Sprint is
          settled.
        </p>
      )}
    </section>
  );
}

function Source({ own, cycle, height }: Pick<HostView["weight"], "own" | "cycle" | "height">) {
  if (own === 0n) return "None of it is this Host's: a Sprint that is settled gives weight.";
  if (height === 0n) return "Recorded when the network was founded.";
  return (
    <>
      From the Sprint of cycle {formatCount(cycle)}, recorded in <BlockLink height={height} />.
    </>
  );
}
