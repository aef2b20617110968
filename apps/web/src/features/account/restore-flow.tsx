import { useState } from "react";
import { Notice, Progress, Segments } from "#shared/ui/index.ts";
import { Flow } from "./flow.tsx";
import { RestoreConfirm } from "./restore-confirm.tsx";
import { RestoreFile } from "./restore-file.tsx";
import { RestorePhrase } from "./restore-phrase.tsx";
import { type Restore, useRestore } from "./use-restore.ts";

interface RestoreFlowProps {
  readonly onClose: () => void;
}

/** Brings a kept key to this browser, in place of the present one if there is one. */
export function RestoreFlow({ onClose }: RestoreFlowProps): React.ReactNode {
  const restore = useRestore();
  const { task, opened, isDone } = restore;
  const key = opened?.ok ? opened : undefined;
  const step = isDone ? "done" : key ? "confirm" : "source";
  return (
    <Flow title="Restore a key" step={step} error={task.error} isDone={isDone} onClose={onClose}>
      {key === undefined && <RestoreFrom restore={restore} />}
      {key && !isDone && <RestoreConfirm opened={key} isBusy={task.isBusy} onTake={restore.take} />}
      {key && isDone && (
        <Notice kind="good" title="The key is in this browser">
          <p className="wrap-anywhere">This page is now Host {key.hostId}.</p>
        </Notice>
      )}
    </Flow>
  );
}

type From = "phrase" | "file";

const sources: readonly { readonly value: From; readonly name: string }[] = [
  { value: "phrase", name: "Recovery phrase" },
  { value: "file", name: "Key file" },
];

function RestoreFrom({ restore }: { readonly restore: Restore }): React.ReactNode {
  const [from, setFrom] = useState<From>("phrase");
  const { task, share, opened, open, forget } = restore;
  const fault = opened && !opened.ok ? opened : undefined;
  const Source = from === "phrase" ? RestorePhrase : RestoreFile;
  return (
    <>
      <Segments
        label="Restore from"
        value={from}
        choices={sources}
        onChange={(next) => {
          setFrom(next);
          forget();
        }}
      />
      <Source fault={fault} isBusy={task.isBusy} onOpen={open} onEdit={forget} />
      {task.isBusy && share > 0 && (
        <Progress label="Opening" share={share} note={`${Math.round(share * 100)} %`} />
      )}
    </>
  );
}
