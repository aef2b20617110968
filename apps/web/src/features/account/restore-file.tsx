import { useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { Form } from "react-aria-components/Form";
import { Button, Notice, SecretInput } from "#shared/ui/index.ts";
import type { RestoreSourceProps } from "./restore-source.ts";

interface ChosenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A key file of any kind there was; an encrypted one asks for its passphrase. */
export function RestoreFile(props: RestoreSourceProps): React.ReactNode {
  const { fault, isBusy, onOpen, onEdit } = props;
  const [file, setFile] = useState<ChosenFile>();
  const [passphrase, setPassphrase] = useState("");
  // Once it was asked for, the passphrase stays on the screen until another file is chosen.
  const [isAsked, setAsked] = useState(false);
  const needsPassphrase = isAsked || fault?.fault === "passphrase-needed";
  const choose = async (chosen: File): Promise<void> => {
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    setFile({ name: chosen.name, bytes });
    setPassphrase("");
    setAsked(false);
    onOpen({ from: "file", bytes, passphrase: "" });
  };
  return (
    <Form
      className="stack"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (file) onOpen({ from: "file", bytes: file.bytes, passphrase });
      }}
    >
      <div className="row">
        <FileTrigger
          onSelect={(files) => {
            const [chosen] = files ?? [];
            if (chosen) void choose(chosen);
          }}
        >
          <Button isDisabled={isBusy}>{file ? "Choose another file" : "Choose the file"}</Button>
        </FileTrigger>
        {file && <span className="muted wrap-anywhere">{file.name}</span>}
      </div>
      {needsPassphrase && (
        <>
          <SecretInput
            label="Passphrase of the file"
            value={passphrase}
            isDisabled={isBusy}
            error={fault && fault.fault !== "passphrase-needed" ? `${fault.message}.` : undefined}
            onChange={(value) => {
              setPassphrase(value);
              setAsked(true);
              if (fault) onEdit();
            }}
          />
          <div className="row">
            <Button type="submit" look="primary" isDisabled={isBusy || passphrase === ""}>
              Open the file
            </Button>
          </div>
        </>
      )}
      {fault && !needsPassphrase && (
        <Notice kind="bad">
          <p className="wrap-anywhere">{fault.message}.</p>
        </Notice>
      )}
    </Form>
  );
}
