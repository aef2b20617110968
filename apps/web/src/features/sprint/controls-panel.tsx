import type { HostView } from "@stadion/protocol/host";
import { useState } from "react";
import { formatPercent } from "#shared/format/index.ts";
import type { HostControl } from "#shared/host/index.ts";
import { Button, Slider } from "#shared/ui/index.ts";
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
      <Throttle share={view.throttle} onControl={onControl} />
    </section>
  );
}

interface ThrottleProps {
  readonly share: number;
  readonly onControl: (control: HostControl) => void;
}

const least = 10;

function Throttle({ share, onControl }: ThrottleProps): React.ReactNode {
  const [dragged, setDragged] = useState<number>();
  const percent = dragged ?? Math.round(share * 100);
  return (
    <div className="stack-tight">
      <Slider
        label="Share of the time to compute"
        value={percent}
        min={least}
        max={100}
        step={10}
        format={(value) => formatPercent(value / 100)}
        onChange={setDragged}
        onChangeEnd={(value) => {
          setDragged(undefined);
          onControl({ type: "throttle", share: value / 100 });
        }}
      />
      <p className="muted small" data-testid="throttle">
        {percent === 100
          ? "The whole machine during a Sprint. Holds from the next batch on."
          : `The machine rests after each batch: about ${formatPercent(percent / 100)} of the weight it could get.`}
      </p>
    </div>
  );
}
