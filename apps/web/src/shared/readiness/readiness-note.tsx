import { Notice } from "#shared/ui/index.ts";
import { checkTitle } from "./checks.ts";
import { isChecking } from "./readiness.ts";
import { ReadinessList } from "./readiness-list.tsx";
import { checksThat, summarise } from "./summary.ts";
import { useReadiness } from "./use-readiness.ts";

/** What a person should know before a Sprint: whatever blocks it in full, the limits in one line, otherwise nothing. */
export function ReadinessNote(): React.ReactNode {
  const state = useReadiness();
  const { findings } = state;
  const blocked = checksThat("blocked", findings);
  const degraded = checksThat("degraded", findings);
  if (blocked.length > 0)
    return (
      <div data-testid="readiness-note">
        <Notice kind="bad" title={summarise(findings)}>
          <ReadinessList names={blocked} findings={findings} />
          <p className="small">
            <a href="#/settings">All checks</a>
          </p>
        </Notice>
      </div>
    );
  if (isChecking(state) || degraded.length === 0) return null;
  const titles = degraded.map((name) => checkTitle(name).toLowerCase()).join(", ");
  return (
    <p className="muted small" data-testid="readiness-note">
      {summarise(findings).slice(0, -1)}: {titles}. <a href="#/settings">What to do</a>
    </p>
  );
}
