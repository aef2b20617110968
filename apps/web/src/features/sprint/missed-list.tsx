import type { MissedTime } from "@stadion/protocol/host";
import { describeMissed } from "#shared/away/index.ts";

const mostShown = 8;

/** What this Host did not compute of the Sprints it had joined, the newest first. */
export function MissedList({ missed }: { readonly missed: readonly MissedTime[] }) {
  const sentences = describeMissed(missed).toReversed().slice(0, mostShown);
  return (
    <section className="section" aria-labelledby="missed">
      <h2 id="missed">What was missed</h2>
      {sentences.length === 0 ? (
        <p className="muted">Nothing of the Sprints that you were in.</p>
      ) : (
        <ul className="plain-list" data-testid="missed">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
