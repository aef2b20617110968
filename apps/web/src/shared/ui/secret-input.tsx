import { useState } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextField } from "react-aria-components/TextField";
import { ToggleButton } from "react-aria-components/ToggleButton";

interface SecretInputProps {
  readonly label: string;
  readonly value: string;
  readonly note?: string | undefined;
  /** What is wrong with the value, as a sentence; nothing when it is right. */
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
  /** Tells a password manager whether to offer one or to keep one. */
  readonly isNew?: boolean;
  readonly onChange: (value: string) => void;
}

/** A line that is typed unseen, and shown on request. */
export function SecretInput(props: SecretInputProps): React.ReactNode {
  const { label, value, note, error, isDisabled = false, isNew = false } = props;
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      className="field"
      type={isShown ? "text" : "password"}
      value={value}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      onChange={props.onChange}
    >
      <Label>{label}</Label>
      <div className="secret-input">
        <Input
          className="input"
          spellCheck={false}
          autoCapitalize="none"
          autoComplete={isNew ? "new-password" : "current-password"}
        />
        <ToggleButton
          className="secret-toggle"
          isSelected={isShown}
          onChange={setShown}
          aria-label={`Show ${label.toLowerCase()}`}
        >
          {isShown ? "Hide" : "Show"}
        </ToggleButton>
      </div>
      {note !== undefined && error === undefined && (
        <Text slot="description" className="field-note">
          {note}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}
