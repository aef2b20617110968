import { useState } from "react";
import { Form } from "react-aria-components/Form";
import { Button, TextArea } from "#shared/ui/index.ts";
import type { RestoreSourceProps } from "./restore-source.ts";

export function RestorePhrase(props: RestoreSourceProps): React.ReactNode {
  const { fault, isBusy, onOpen, onEdit } = props;
  const [text, setText] = useState("");
  return (
    <Form
      className="stack"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        onOpen({ from: "phrase", text });
      }}
    >
      <TextArea
        label="The 24 words"
        rows={5}
        value={text}
        note="In their order, with or without numbers. The first four letters of a word will do."
        error={fault && `${fault.message}.`}
        onChange={(value) => {
          setText(value);
          if (fault) onEdit();
        }}
      />
      <div className="row">
        <Button type="submit" look="primary" isDisabled={isBusy || text.trim() === ""}>
          Read the phrase
        </Button>
      </div>
    </Form>
  );
}
