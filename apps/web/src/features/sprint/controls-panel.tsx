import type { HostView } from "@stadion/protocol/host";
import { type HostControl, ThrottleSlider } from "#shared/host/index.ts";
import { Button } from "#shared/ui/index.ts";
import { controlWords } from "./control-words.ts";

interface ControlsPanelProps {
  readonly view: HostView;
  readonly onControl: (control: HostControl) => void;
}

/** What a person can ask of the Host, each with what it costs. */
export function ControlsPanel({ view, onControl }: ControlsPanelProps): React.ReactNode {
  return (
    <section className="section" aria-labelledby="controls">
      <h2 id="controls">Your part</h2>
      <ul className="controls" data-testid="controls">
        {controlWords(view).map(({ control, name, cost, stands }) => (
          <li key={control} className="control">
            <Button
              look={stands === "out" ? "primary" : "plain"}
              aria-describedby={`cost-${control}`}
              onPress={() => onControl({ type: control })}
            >
              {name}
            </Button>
            <span id={`cost-${control}`} className="muted small">
              {cost}
            </span>
          </li>
        ))}
      </ul>
      <ThrottleSlider share={view.throttle} />
    </section>
  );
}
