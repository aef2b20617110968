import { useState } from "react";
import { formatPercent } from "#shared/format/index.ts";
import { Slider } from "#shared/ui/index.ts";
import { host } from "./host.ts";

const least = 10;

/** @param props.share - of the time in which the Host computes, 0..1 */
export function ThrottleSlider({ share }: { readonly share: number }): React.ReactNode {
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
          host.send({ type: "throttle", share: value / 100 });
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
