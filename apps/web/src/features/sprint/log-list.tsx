import type { HostEvent } from "@stadion/protocol/host";
import { formatTimeOfDay } from "#shared/format/index.ts";

/** What happened last, the newest first. */
export function LogList({ log }: { readonly log: readonly HostEvent[] }): React.ReactNode {
  return (
    <section className="section" aria-labelledby="events">
      <h2 id="events">Events</h2>
      {log.length === 0 ? (
        <p className="muted">Nothing yet.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keys
        <ol className="log" aria-labelledby="events" tabIndex={0} data-testid="log">
          {log.toReversed().map(({ timeMs, height, kind, text }) => (
            <li key={`${timeMs} ${text}`} data-kind={kind}>
              <time dateTime={new Date(timeMs).toISOString()}>{formatTimeOfDay(timeMs)}</time>
              <span className="wrap-anywhere">
                {text} <span className="muted">(at block {String(height)})</span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
