import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextField } from "react-aria-components/TextField";

interface TextInputProps {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  /** What is wrong with the value, as a sentence; nothing when it is right. */
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
  readonly mono?: boolean;
  readonly inputMode?: "text" | "numeric" | "decimal";
  readonly onChange: (value: string) => void;
}

export function TextInput(props: TextInputProps): React.ReactNode {
  const { label, value, note, error, isDisabled = false, mono = false } = props;
  return (
    <TextField
      className="field"
      value={value}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      onChange={props.onChange}
    >
      <Label>{label}</Label>
      <Input
        className={mono ? "input mono" : "input"}
        inputMode={props.inputMode ?? "text"}
        spellCheck={false}
        autoComplete="off"
      />
      {note && error === undefined && (
        <Text slot="description" className="field-note">
          {note}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}
