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
  const { fault, isBusy, onOpen } = props;
  const [file, setFile] = useState<ChosenFile>();
  // Once it was asked for, the passphrase stays on the screen until another file is chosen.
  const [isAsked, setAsked] = useState(false);
  const needsPassphrase = isAsked || fault?.fault === "passphrase-needed";
  const choose = async (chosen: File): Promise<void> => {
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    setFile({ name: chosen.name, bytes });
    setAsked(false);
    onOpen({ from: "file", bytes, passphrase: "" });
  };
  return (
    <div className="stack">
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
      {file && needsPassphrase && (
        <FilePassphrase {...props} key={file.name} file={file} onAsk={() => setAsked(true)} />
      )}
      {fault && !needsPassphrase && (
        <Notice kind="bad">
          <p className="wrap-anywhere">{fault.message}.</p>
        </Notice>
      )}
    </div>
  );
}

interface FilePassphraseProps extends RestoreSourceProps {
  readonly file: ChosenFile;
  readonly onAsk: () => void;
}

function FilePassphrase(props: FilePassphraseProps): React.ReactNode {
  const { file, fault, isBusy, onAsk, onOpen, onEdit } = props;
  const [passphrase, setPassphrase] = useState("");
  const error = fault && fault.fault !== "passphrase-needed" ? `${fault.message}.` : undefined;
  return (
    <Form
      className="stack"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        onOpen({ from: "file", bytes: file.bytes, passphrase });
      }}
    >
      <SecretInput
        label="Passphrase of the file"
        value={passphrase}
        isDisabled={isBusy}
        error={error}
        onChange={(value) => {
          setPassphrase(value);
          onAsk();
          if (fault) onEdit();
        }}
      />
      <div className="row">
        <Button type="submit" look="primary" isDisabled={isBusy || passphrase === ""}>
          Open the file
        </Button>
      </div>
    </Form>
  );
}
