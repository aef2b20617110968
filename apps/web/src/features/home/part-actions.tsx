import type { HostControl } from "#shared/host/index.ts";
import { Button } from "#shared/ui/index.ts";
import { actionNames, type PartAction, type PartWords } from "./part-words.ts";

const controls: Readonly<Record<PartAction, Exclude<HostControl["type"], "throttle">>> = {
  join: "join",
  "join-now": "join",
  stay: "join",
  resume: "resume",
  leave: "leave",
};

interface PartActionsProps {
  readonly words: PartWords;
  readonly onControl: (control: HostControl) => void;
}

/** Join, leave, and what that means. */
export function PartActions({ words, onControl }: PartActionsProps): React.ReactNode {
  const isIn = words.actions.includes("leave");
  return (
    <div className="lead-action">
      {words.actions.length > 0 && (
        <div className="row row-centre">
          {words.actions.map((action) => (
            <Button
              key={action}
              wide={action !== "leave"}
              look={action === "leave" ? "plain" : "primary"}
              onPress={() => onControl({ type: controls[action] })}
            >
              {actionNames[action]}
            </Button>
          ))}
        </div>
      )}
      <p className={isIn ? "part-in" : "muted small"} data-testid="part">
        {words.note}
      </p>
    </div>
  );
}
