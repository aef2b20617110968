import { useState } from "react";
import { saveFile } from "#shared/files/index.ts";
import { useKeySession } from "#shared/key/index.ts";
import { Notice, Progress } from "#shared/ui/index.ts";
import { Flow } from "./flow.tsx";
import { PassphraseForm } from "./passphrase-form.tsx";
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
      <Flow title="Encrypted file" step="saved" isDone onClose={onClose}>
        <Notice kind="good" title={`Saved as ${file}`}>
          <p>
            Nothing but the passphrase opens it. Any program that reads age files does, for example{" "}
            <code>age -d</code>.
          </p>
        </Notice>
      </Flow>
    );
  return (
    <Flow title="Encrypted file" step="passphrase" error={task.error} onClose={onClose}>
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
