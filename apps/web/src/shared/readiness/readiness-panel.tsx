import { Button, Progress } from "#shared/ui/index.ts";
import { checkNames } from "./checks.ts";
import { isChecking, readiness } from "./readiness.ts";
import { ReadinessList } from "./readiness-list.tsx";
import { summarise } from "./summary.ts";
import { useReadiness } from "./use-readiness.ts";

/** All checks, with a button to run them again. */
export function ReadinessPanel(): React.ReactNode {
  const state = useReadiness();
  const checking = isChecking(state);
  const { done, findings } = state;
  return (
    <section className="section" aria-labelledby="readiness">
      <h2 id="readiness">Readiness</h2>
      <p aria-live="polite" data-testid="readiness-summary">
        {checking ? "Checking this browser." : summarise(findings)}
      </p>
      {checking && (
        <Progress
          label="Checks"
          share={done / checkNames.length}
          note={`${done} of ${checkNames.length}`}
        />
      )}
      <ReadinessList names={checkNames} findings={findings} />
      <div className="row">
        <Button isDisabled={checking} onPress={readiness.again}>
          Check again
        </Button>
      </div>
    </section>
  );
}
