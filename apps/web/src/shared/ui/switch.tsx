import { Switch as AriaSwitch } from "react-aria-components/Switch";

interface SwitchProps {
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: React.ReactNode;
}

/** Something that is on or off, and says which by its place as well as its colour. */
export function Switch({ isOn, isDisabled = false, onChange, children }: SwitchProps) {
  return (
    <AriaSwitch className="switch" isSelected={isOn} isDisabled={isDisabled} onChange={onChange}>
      <span className="switch-track" aria-hidden="true">
        <span className="switch-thumb" />
      </span>
      <span>{children}</span>
    </AriaSwitch>
  );
}
