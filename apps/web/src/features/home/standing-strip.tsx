import type { HostView, SprintRecord } from "@stadion/protocol/host";
import { formatCount, formatPercent, weightShare } from "#shared/format/index.ts";

/** Where this Host stands, in three numbers. */
export function StandingStrip({ view }: { readonly view: HostView }): React.ReactNode {
  const { own, total } = view.weight;
  const last = view.history.findLast(({ settledHeight }) => settledHeight > 0n);
  return (
    <dl className="strip tabular" data-testid="standing">
      <div>
        <dt>Your weight</dt>
        <dd>{formatCount(own)}</dd>
      </div>
      <div>
        <dt>Of all weight</dt>
        <dd>{total > 0n ? formatPercent(weightShare(own, total)) : "–"}</dd>
      </div>
      <div>
        <dt>Your last Sprint</dt>
        <dd>
          <a href="#/sprint">{last ? lastWords(last) : "none yet"}</a>
        </dd>
      </div>
    </dl>
  );
}

function lastWords({ cycle, status, weight }: SprintRecord): string {
  const what = status === "valid" ? `weight ${formatCount(weight)}` : status.replace("-", " ");
  return `cycle ${formatCount(cycle)}: ${what}`;
}
