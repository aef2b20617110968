import { createSchedule, type MissedTime } from "@stadion/protocol/host";
import { type PresetName, presets } from "@stadion/protocol/params";
import { describeMissed } from "#shared/away/index.ts";
import { formatDuration } from "#shared/format/index.ts";

const mostShown = 8;

interface MissedListProps {
  readonly missed: readonly MissedTime[];
  readonly preset: PresetName | undefined;
}

/** What this Host did not compute of the Sprints it had joined, the newest first. */
export function MissedList({ missed, preset }: MissedListProps): React.ReactNode {
  const sentences = describeMissed(missed).toReversed().slice(0, mostShown);
  return (
    <section className="section" aria-labelledby="missed">
      <h2 id="missed">What was missed</h2>
      {sentences.length === 0 ? (
        <p className="muted">Nothing of the Sprints that you were in.</p>
      ) : (
        <>
          <ul className="plain-list" data-testid="missed">
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {preset && <p className="muted small">{countingWords(preset)}</p>}
        </>
      )}
    </section>
  );
}

/** Which time of a Sprint counts (HO7). */
function countingWords(preset: PresetName): string {
  const { cycle } = presets[preset];
  const counts = formatDuration(createSchedule(cycle).stopMs);
  return `The time that counts is the first ${counts} of a Sprint's ${formatDuration(cycle.sprintMs)}: what is found later can no longer be committed.`;
}
