import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";

interface SegmentsProps<T extends string> {
  readonly label: string;
  /** Where the choice explains itself, the label is for screen readers alone. */
  readonly labelHidden?: boolean;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly name: string }[];
  readonly isDisabled?: boolean;
  readonly onChange: (value: T) => void;
}

/** One of a few, all in sight. */
export function Segments<T extends string>(props: SegmentsProps<T>): React.ReactNode {
  const { label, labelHidden = false, value, choices, isDisabled = false, onChange } = props;
  return (
    <RadioGroup
      className="field"
      value={value}
      isDisabled={isDisabled}
      onChange={(chosen) => onChange(chosen as T)}
      orientation="horizontal"
    >
      <Label className={labelHidden ? "visually-hidden" : "field-label"}>{label}</Label>
      <div className="segments">
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className="segment">
            {choice.name}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
