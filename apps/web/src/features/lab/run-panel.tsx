import { saveFile } from "#shared/files/index.ts";
import {
  formatCount,
  formatCountOf,
  formatDuration,
  formatPercent,
  formatRate,
} from "#shared/format/index.ts";
import { Button, Notice, Progress } from "#shared/ui/index.ts";
import type { LabState } from "./lab.ts";
import type { RunResult } from "./lab-messages.ts";

/** How the run goes, and what it brought. */
export function RunPanel({ state }: { readonly state: LabState }): React.ReactNode {
  if (state.doing === "running") return <RunningPanel state={state} />;
  if (state.result) return <ResultPanel result={state.result} />;
  return null;
}

function RunningPanel({ state }: { readonly state: LabState }): React.ReactNode {
  const { progress, seconds } = state;
  if (!progress)
    return <Progress label="Starting" share={0} note="preparing the model's first batch" />;
  const { tried, found, elapsedMs, noncesPerSecond } = progress;
  const share = elapsedMs / (seconds * 1000);
  const left = Math.max(0, seconds * 1000 - elapsedMs);
  return (
    <div className="stack">
      <Progress label="Running" share={share} note={`${formatDuration(left)} left`} />
      <dl className="facts tabular">
        <dt>Tried</dt>
        <dd>{formatCountOf(tried, "nonce")}</dd>
        <dt>Found</dt>
        <dd>{formatCount(found)}</dd>
        <dt>Rate</dt>
        <dd>{formatRate(noncesPerSecond)}</dd>
      </dl>
    </div>
  );
}

function ResultPanel({ result }: { readonly result: RunResult }): React.ReactNode {
  const { tried, found, elapsedMs, noncesPerSecond, count, level, weight, file } = result;
  return (
    <div className="stack" data-testid="run-result">
      <Notice kind={file ? "good" : "plain"} title={file ? "Sprint over" : "Nothing found"}>
        <p>
          {file
            ? `The proof lists ${formatCountOf(count, "nonce")} at level ${level}: weight ${formatCount(weight)}.`
            : "No nonce passed. Run longer, or with another seed."}
        </p>
      </Notice>
      <dl className="facts tabular">
        <dt>Tried</dt>
        <dd>
          {formatCountOf(tried, "nonce")} in {formatDuration(elapsedMs)}
        </dd>
        <dt>Found</dt>
        <dd>
          {formatCount(found)} ({formatPercent(tried > 0 ? found / tried : 0)} passed)
        </dd>
        <dt>Rate</dt>
        <dd>{formatRate(noncesPerSecond)}</dd>
      </dl>
      {file && (
        <div className="row">
          <Button onPress={() => saveFile(file.name, file.text)}>Download the proof</Button>
        </div>
      )}
    </div>
  );
}
