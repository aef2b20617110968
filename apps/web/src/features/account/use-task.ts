import { useState } from "react";
import { describeError } from "#shared/errors/index.ts";

export interface Task {
  readonly isBusy: boolean;
  /** Why the last one failed. */
  readonly error: string | undefined;
  run(work: () => Promise<void>): void;
}

/** One thing at a time that takes a while and may fail. */
export function useTask(): Task {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (failure) {
      setError(describeError(failure));
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, error, run: (work) => void run(work) };
}
