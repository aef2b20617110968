import { FieldError } from "react-aria-components/FieldError";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextArea as AriaTextArea } from "react-aria-components/TextArea";
import { TextField } from "react-aria-components/TextField";

interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  /** What is wrong with the value, as a sentence; nothing when it is right. */
  readonly error?: string | undefined;
  readonly rows: number;
  readonly onChange: (value: string) => void;
}

/** A few lines of text that no spelling service gets to see. */
export function TextArea(props: TextAreaProps): React.ReactNode {
  const { label, value, note, error, rows } = props;
  return (
    <TextField
      className="field"
      value={value}
      isInvalid={error !== undefined}
      onChange={props.onChange}
    >
      <Label>{label}</Label>
      <AriaTextArea
        className="input text-area"
        rows={rows}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        translate="no"
      />
      {note !== undefined && error === undefined && (
        <Text slot="description" className="field-note">
          {note}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}
