import type { SprintLedgerView, SprintView } from "@stadion/protocol/host";
import { formatCount, formatRate } from "#shared/format/index.ts";
import { storyStages } from "./story-stages.ts";

const steps: Readonly<Record<SprintView["step"], string>> = {
  waiting: "waiting for the ledger",
  running: "running",
  committing: "committing what was found",
  revealing: "revealing the list",
  judged: "judged",
  settled: "settled",
};

interface SprintStoryProps {
  readonly sprint: SprintView | undefined;
  readonly joined: boolean;
}

/** The way of this machine's nonces: what it did, and beside it what the ledger says, with the block. */
export function SprintStory({ sprint, joined }: SprintStoryProps): React.ReactNode {
  if (!sprint)
    return (
      <section className="section" aria-labelledby="story">
        <h2 id="story">Your Sprint</h2>
        <p className="muted">
          {joined
            ? "Your first Sprint begins at the next starting gun."
            : "Once you take part, each step from a nonce to weight stands here."}
        </p>
      </section>
    );
  return (
    <section className="section" aria-labelledby="story">
      <h2 id="story">
        Your Sprint of cycle {formatCount(sprint.cycle)}
        <span className="heading-note"> {steps[sprint.step]}</span>
      </h2>
      <ol className="story" data-testid="story">
        {storyStages(sprint).map(({ name, value, note, state }) => (
          <li key={name} className="stage" data-state={state}>
            <span className="stage-name">{name}</span>
            <span className="stage-value">{value}</span>
            <span className="stage-note">{note}</span>
          </li>
        ))}
      </ol>
      <StoryEnd sprint={sprint} ledger={sprint.ledger} />
    </section>
  );
}

interface StoryEndProps {
  readonly sprint: SprintView;
  readonly ledger: SprintLedgerView | undefined;
}

function StoryEnd({ sprint, ledger }: StoryEndProps): React.ReactNode {
  const isRunning = sprint.step === "running";
  const rate = `${formatRate(sprint.noncesPerSecond)}${isRunning ? "" : " on average"}`;
  if (ledger?.status === "invalid")
    return <p>The referee re-ran nonce {String(ledger.faultNonce)}, and it did not pass.</p>;
  return <p className="muted small tabular">{sprint.noncesPerSecond > 0 && rate}</p>;
}
