import type { HostView, SprintView } from "@stadion/protocol/host";
import { formatCount } from "#shared/format/index.ts";
import { BlockLink } from "#shared/ui/index.ts";
import { paceWords, refusedWords, stepWords } from "./sprint-words.ts";
import { levelWords, type StoryStage, storyOf } from "./story-stages.ts";

/** The way of this machine's nonces: what it did, and beside it what the ledger says, with the block. */
export function SprintStory({ view }: { readonly view: HostView }): React.ReactNode {
  const { sprint, joined, elsewhere } = view;
  if (!sprint)
    return (
      <section className="section" aria-labelledby="story">
        <h2 id="story">Your Sprint</h2>
        <p className="muted">
          {joined && !elsewhere
            ? "Your first Sprint begins at the next starting gun."
            : "Once you take part, each step from a nonce to weight stands here."}
        </p>
      </section>
    );
  const { local, ledger } = storyOf(sprint);
  return (
    <section className="section" aria-labelledby="story">
      <h2 id="story">
        Your Sprint of cycle {formatCount(sprint.cycle)}
        <span className="heading-note"> {stepWords(sprint, view)}</span>
      </h2>
      <SprintClock sprint={sprint} />
      <div className="story" data-testid="story">
        <StoryHalf name="On this machine" stages={local} />
        <StoryHalf name="In the ledger" stages={ledger} />
      </div>
      {sprint.ledger && sprint.ledger.level > 0 && (
        <p className="muted small" data-testid="level">
          {levelWords(sprint.ledger.level)}
        </p>
      )}
      {sprint.ledger?.reason && (
        <p className="story-reason" data-testid="story-reason">
          {sprint.ledger.reason}.
        </p>
      )}
      <Refusals refused={sprint.refused} />
    </section>
  );
}

function SprintClock({ sprint }: { readonly sprint: SprintView }): React.ReactNode {
  const { step, elapsedMs, sprintMs } = sprint;
  const words = paceWords(sprint);
  if (words === "") return null;
  const share = step === "running" ? Math.min(1, elapsedMs / sprintMs) : 1;
  return (
    <div className="sprint-clock" data-running={step === "running"}>
      <div className="sprint-clock-lane" aria-hidden="true">
        <div style={{ transform: `scaleX(${share})` }} />
      </div>
      <p className="muted small tabular" data-testid="pace">
        {words}
      </p>
    </div>
  );
}

interface StoryHalfProps {
  readonly name: string;
  readonly stages: readonly StoryStage[];
}

function StoryHalf({ name, stages }: StoryHalfProps): React.ReactNode {
  return (
    <div className="story-half">
      <h3 className="story-half-name">{name}</h3>
      <ol className="stages">
        {stages.map(({ name: stage, value, note, height, state }) => (
          <li key={stage} className="stage" data-state={state}>
            <span className="stage-name">{stage}</span>
            <span className="stage-value">{value}</span>
            <span className="stage-note">
              {height > 0n && note !== "" ? `${note}, ` : note}
              {height > 0n && <BlockLink height={height} />}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Refusals({ refused }: { readonly refused: SprintView["refused"] }) {
  if (refused.length === 0) return null;
  return (
    <div className="stack-tight">
      <h3>Refused</h3>
      <ul className="plain-list" data-testid="refused">
        {refused.map((one) => {
          const [before, why] = refusedWords(one);
          return (
            <li key={`${one.kind} ${one.by} ${one.height} ${one.code}`} className="wrap-anywhere">
              {before}
              <BlockLink height={one.height} />: {why}.
            </li>
          );
        })}
      </ul>
    </div>
  );
}
