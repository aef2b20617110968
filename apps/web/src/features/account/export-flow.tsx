import { useState } from "react";
import { Form } from "react-aria-components/Form";
import { saveFile } from "#shared/files/index.ts";
import { useKeySession } from "#shared/key/index.ts";
import { Button, Notice, Progress, SecretInput } from "#shared/ui/index.ts";
import { Flow } from "./flow.tsx";
import { useTask } from "./use-task.ts";

interface ExportFlowProps {
  readonly onClose: () => void;
}

/** The key as an encrypted file. The passphrase is gone from the page once the file is made. */
export function ExportFlow({ onClose }: ExportFlowProps): React.ReactNode {
  const { calls, share } = useKeySession();
  const task = useTask();
  const [file, setFile] = useState<string>();
  const save = (passphrase: string): void =>
    task.run(async () => {
      const { name, text } = await calls().exportFile(passphrase);
      saveFile(name, text, "application/octet-stream");
      setFile(name);
    });
  if (file !== undefined)
    return (
      <Flow title="Encrypted file" onClose={onClose} closeName="Done">
        <Notice kind="good" title={`Saved as ${file}`}>
          <p>
            Nothing but the passphrase opens it. Any program that reads age files does, for example{" "}
            <code>age -d</code>.
          </p>
        </Notice>
      </Flow>
    );
  return (
    <Flow title="Encrypted file" error={task.error} onClose={onClose}>
      <p>A file that a passphrase opens. Keep it anywhere; keep the passphrase elsewhere.</p>
      <PassphraseForm
        isBusy={task.isBusy}
        faultOf={(passphrase) => calls().passphraseFault(passphrase)}
        onDraw={() => calls().drawPassphrase()}
        onSubmit={save}
      />
      {task.isBusy && (
        <Progress label="Encrypting" share={share} note={`${Math.round(share * 100)} %`} />
      )}
    </Flow>
  );
}

interface PassphraseFormProps {
  readonly isBusy: boolean;
  readonly faultOf: (passphrase: string) => Promise<string | undefined>;
  readonly onDraw: () => Promise<string>;
  readonly onSubmit: (passphrase: string) => void;
}

function PassphraseForm(props: PassphraseFormProps): React.ReactNode {
  const { isBusy, faultOf, onDraw, onSubmit } = props;
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const [drawn, setDrawn] = useState<string>();
  const [fault, setFault] = useState<string>();
  const draw = async (): Promise<void> => {
    const passphrase = await onDraw();
    setDrawn(passphrase);
    setFault(undefined);
  };
  const submit = async (): Promise<void> => {
    const found = await faultOf(first);
    setFault(found);
    if (found === undefined && first === second) onSubmit(first);
  };
  const differs = second !== "" && first !== second;
  return (
    <Form
      className="stack"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {drawn !== undefined && (
        <Notice title="Write this passphrase down, then type it twice">
          <p className="mono drawn" translate="no" data-testid="drawn">
            {drawn}
          </p>
          <p className="small muted">
            Six words drawn at random: 66 bits, beyond guessing. It is kept nowhere.
          </p>
        </Notice>
      )}
      <SecretInput
        label="Passphrase"
        isNew
        value={first}
        isDisabled={isBusy}
        note="Long beats strange. This page refuses what is surely weak; what it accepts may still be easy to guess."
        error={fault === undefined ? undefined : `${fault}.`}
        onChange={(value) => {
          setFirst(value);
          setFault(undefined);
        }}
      />
      <SecretInput
        label="Passphrase again"
        isNew
        value={second}
        isDisabled={isBusy}
        error={differs ? "The two are not the same yet." : undefined}
        onChange={setSecond}
      />
      <div className="row">
        <Button type="submit" look="primary" isDisabled={isBusy || second === "" || differs}>
          Encrypt and save
        </Button>
        <Button isDisabled={isBusy} onPress={() => void draw()}>
          Draw a passphrase
        </Button>
      </div>
    </Form>
  );
}
