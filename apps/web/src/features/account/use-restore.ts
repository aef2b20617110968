import { useState } from "react";
import { type KeySource, type OpenedKey, useKeySession } from "#shared/key/index.ts";
import { type Task, useTask } from "./use-task.ts";

export interface Restore {
  readonly task: Task;
  /** Of an encrypted file that is being opened, 0..1. */
  readonly share: number;
  /** What was read last; nothing after a change. */
  readonly opened: OpenedKey | undefined;
  readonly isDone: boolean;
  open(source: KeySource): void;
  /** What was given is being changed. */
  forget(): void;
  /** Puts the opened key in place. */
  take(typed: string): void;
}

/** A kept key on its way into this browser. */
export function useRestore(): Restore {
  const { calls, share } = useKeySession();
  const task = useTask();
  const [opened, setOpened] = useState<OpenedKey>();
  const [isDone, setDone] = useState(false);
  return {
    task,
    share,
    opened,
    isDone,
    open: (source) => task.run(async () => setOpened(await calls().open(source))),
    forget: () => setOpened(undefined),
    take: (typed) =>
      task.run(async () => {
        const replaced = opened?.ok ? opened.present?.hostId : undefined;
        const taken = await calls().take(replaced, typed);
        if (!taken.ok) throw new Error(taken.message);
        setDone(true);
      }),
  };
}
