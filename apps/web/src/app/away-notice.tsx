import { away, useAway } from "#shared/away/index.ts";
import { Button, Notice } from "#shared/ui/index.ts";

/** What befell the Host while nobody watched, until it is dismissed; on every page. */
export function AwayNotice(): React.ReactNode {
  const { happened, missed } = useAway();
  if (happened.length + missed.length === 0) return null;
  return (
    <section aria-label="Since you last looked" aria-live="polite" data-testid="away">
      <Notice kind={missed.length > 0 ? "warn" : "plain"} title="Since you last looked">
        <ul className="away-list">
          {[...happened, ...missed].map((sentence) => (
            <li key={sentence} className="wrap-anywhere">
              {sentence}
            </li>
          ))}
        </ul>
        <div className="row">
          <Button onPress={away.dismiss}>Dismiss</Button>
        </div>
      </Notice>
    </section>
  );
}
