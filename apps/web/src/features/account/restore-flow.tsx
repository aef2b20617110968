import { useState } from "react";
import { type OpenedKey, useKeySession } from "#shared/key/index.ts";
import { Notice, Progress, Segments } from "#shared/ui/index.ts";
import { Flow } from "./flow.tsx";
import { RestoreConfirm } from "./restore-confirm.tsx";
import { RestoreFile } from "./restore-file.tsx";
import { RestorePhrase } from "./restore-phrase.tsx";
import { useTask } from "./use-task.ts";

type From = "phrase" | "file";

const sources: readonly { readonly value: From; readonly name: string }[] = [
  { value: "phrase", name: "Recovery phrase" },
  { value: "file", name: "Key file" },
];

interface RestoreFlowProps {
  readonly onClose: () => void;
}

/** Brings a kept key to this browser, in place of the present one if there is one. */
export function RestoreFlow({ onClose }: RestoreFlowProps): React.ReactNode {
  const { calls, share } = useKeySession();
  const task = useTask();
  const [from, setFrom] = useState<From>("phrase");
  const [opened, setOpened] = useState<OpenedKey>();
  const [isDone, setDone] = useState(false);
  const key = opened?.ok ? opened : undefined;
  const take = (typed: string): void =>
    task.run(async () => {
      const taken = await calls().take(key?.present?.hostId, typed);
      if (!taken.ok) throw new Error(taken.message);
      setDone(true);
    });
  const title = "Restore a key";
  if (key && isDone)
    return (
      <Flow title={title} onClose={onClose} closeName="Done">
        <Notice kind="good" title="The key is in this browser">
          <p className="wrap-anywhere">This page is now Host {key.hostId}.</p>
        </Notice>
      </Flow>
    );
  if (key)
    return (
      <Flow title={title} error={task.error} onClose={onClose}>
        <RestoreConfirm opened={key} isBusy={task.isBusy} onTake={take} />
      </Flow>
    );
  const fault = opened && !opened.ok ? opened : undefined;
  const change = (next: From): void => {
    setFrom(next);
    setOpened(undefined);
  };
  const open = (source: Parameters<ReturnType<typeof calls>["open"]>[0]): void =>
    task.run(async () => setOpened(await calls().open(source)));
  const Source = from === "phrase" ? RestorePhrase : RestoreFile;
  return (
    <Flow title={title} error={task.error} onClose={onClose}>
      <Segments label="Restore from" value={from} choices={sources} onChange={change} />
      <Source
        fault={fault}
        isBusy={task.isBusy}
        onOpen={open}
        onEdit={() => setOpened(undefined)}
      />
      {task.isBusy && share > 0 && (
        <Progress label="Opening" share={share} note={`${Math.round(share * 100)} %`} />
      )}
    </Flow>
  );
}
