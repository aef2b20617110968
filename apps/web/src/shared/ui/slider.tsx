import { Label } from "react-aria-components/Label";
import {
  Slider as AriaSlider,
  SliderOutput,
  SliderThumb,
  SliderTrack,
} from "react-aria-components/Slider";

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value in words, e.g. "50 %". */
  readonly format: (value: number) => string;
  readonly isDisabled?: boolean;
  readonly onChange: (value: number) => void;
  /** When the person lets go, and after each key. */
  readonly onChangeEnd: (value: number) => void;
}

/** A value on a line, with its words beside the label. */
export function Slider(props: SliderProps): React.ReactNode {
  const { label, value, min, max, step, format, isDisabled = false } = props;
  const share = ((value - min) / (max - min)) * 100;
  return (
    <AriaSlider
      className="field slider"
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      isDisabled={isDisabled}
      onChange={props.onChange}
      onChangeEnd={props.onChangeEnd}
    >
      <div className="slider-labels">
        <Label className="field-label">{label}</Label>
        <SliderOutput className="tabular">{() => format(value)}</SliderOutput>
      </div>
      <SliderTrack className="slider-track">
        <div className="slider-fill" style={{ width: `${share}%` }} />
        <SliderThumb className="slider-thumb" aria-label={label} />
      </SliderTrack>
    </AriaSlider>
  );
}
