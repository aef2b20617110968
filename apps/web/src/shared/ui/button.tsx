import { Button as AriaButton, type ButtonProps } from "react-aria-components/Button";

interface Props extends Omit<ButtonProps, "className" | "style"> {
  readonly look?: "primary" | "plain";
  readonly wide?: boolean;
}

export function Button({ look = "plain", wide = false, ...rest }: Props): React.ReactNode {
  const primary = look === "primary" ? " button-primary" : "";
  return <AriaButton {...rest} className={`button${primary}${wide ? " button-wide" : ""}`} />;
}
