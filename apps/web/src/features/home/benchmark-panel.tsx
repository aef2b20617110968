import type { BenchmarkRecord, HostView } from "@stadion/protocol/host";
import { formatAge, formatMoment, formatPercent, formatRate } from "#shared/format/index.ts";
import type { BenchmarkState } from "#shared/host/index.ts";
import { Button, Progress } from "#shared/ui/index.ts";
import { lastOf, predictionWords } from "./benchmark-words.ts";

interface BenchmarkPanelProps {
  readonly view: HostView;
  readonly benchmark: BenchmarkState;
  readonly onRun: () => void;
  readonly onStop: () => void;
}

/** Something to do while one waits: how fast this machine is, and what that should give. */
export function BenchmarkPanel(props: BenchmarkPanelProps): React.ReactNode {
  const { view, benchmark, onRun, onStop } = props;
  const last = lastOf(view.benchmarks, view.preset);
  const isBusy = view.sprint?.step === "running";
  return (
    <section className="section" aria-labelledby="benchmark">
      <h2 id="benchmark">While you wait</h2>
      <div className="stack" data-testid="benchmark">
        {benchmark.doing === "running" ? (
          <>
            <Progress
              label="Measuring"
              share={benchmark.share}
              note={benchmark.noncesPerSecond > 0 ? formatRate(benchmark.noncesPerSecond) : ""}
            />
            <div className="row">
              <Button onPress={onStop}>Stop</Button>
            </div>
          </>
        ) : (
          <>
            {last ? (
              <Measured record={last} view={view} />
            ) : (
              <p className="muted">
                Measure this machine with the Sprint's own model, in five seconds, and see what
                weight to expect.
              </p>
            )}
            <div className="row">
              <Button isDisabled={isBusy} onPress={onRun}>
                {last ? "Measure again" : "Measure this machine"}
              </Button>
              {isBusy && <span className="muted small">after the Sprint</span>}
            </div>
            {benchmark.trouble !== undefined && <p className="small">{benchmark.trouble}.</p>}
          </>
        )}
      </div>
      <Earlier records={view.benchmarks} />
    </section>
  );
}

interface MeasuredProps {
  readonly record: BenchmarkRecord;
  readonly view: HostView;
}

function Measured({ record, view }: MeasuredProps): React.ReactNode {
  const { weight, share } = predictionWords(record, view);
  return (
    <div className="stack-tight">
      <p className="figure-line">
        <span className="figure-small">{formatRate(record.noncesPerSecond)}</span>{" "}
        <span className="muted small">
          give or take {formatPercent(record.spread)}, {formatAge(Date.now() - record.timeMs)}
        </span>
      </p>
      <p data-testid="prediction">
        A whole Sprint should give weight {weight}: {share} of all, if the others keep theirs.
      </p>
      <p className="muted small">19 in 20 Sprints lie in these ranges.</p>
    </div>
  );
}

const mostShown = 8;

function Earlier({ records }: { readonly records: readonly BenchmarkRecord[] }): React.ReactNode {
  if (records.length < 2) return null;
  return (
    <details className="more">
      <summary>Earlier measurements</summary>
      <table className="table tabular">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col" className="words">
              Backend
            </th>
            <th scope="col">Network</th>
            <th scope="col">Rate</th>
          </tr>
        </thead>
        <tbody>
          {records
            .slice(-mostShown)
            .toReversed()
            .map(({ timeMs, compute, preset, noncesPerSecond }) => (
              <tr key={timeMs}>
                <td>{formatMoment(timeMs, Date.now())}</td>
                <td className="words">{`${compute.kind}, ${compute.adapter}`}</td>
                <td>{preset}</td>
                <td>{formatRate(noncesPerSecond)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  );
}
