import type { SprintNow } from "./sprint-now.ts";

/** The Sprint that this Host is in, in three numbers that move; the rest is a page away. */
export function SprintStrip({ now }: { readonly now: SprintNow }): React.ReactNode {
  return (
    <div className="sprint-strip" data-testid="sprint-now">
      <p>
        <a href="#/sprint">{now.title}</a>
      </p>
      <dl className="strip tabular">
        <div>
          <dt>Rate</dt>
          <dd>{now.rate}</dd>
        </div>
        <div>
          <dt>Found</dt>
          <dd>{now.found}</dd>
        </div>
        <div>
          <dt>Confirmed</dt>
          <dd>{now.confirmed}</dd>
        </div>
      </dl>
    </div>
  );
}
