import type { LedgerStore } from "../src/store/index.ts";

/** The three durable steps of a block, and the moments between them (LD6). */
export const steps = ["block", "results", "state"] as const;
export type Step = (typeof steps)[number];

export class CrashError extends Error {
  override readonly name = "CrashError";
}

/** A store whose process dies just before or just after a step of one block. */
export function crashAt(
  store: LedgerStore,
  crash: { height: bigint; step: Step; when: "before" | "after" },
): LedgerStore {
  const around = (height: bigint, step: Step, save: () => void) => {
    const isHere = height === crash.height && step === crash.step;
    if (isHere && crash.when === "before") throw new CrashError(`before ${step}`);
    save();
    if (isHere) throw new CrashError(`after ${step}`);
  };
  return {
    ...store,
    saveBlock: (height, block) => around(height, "block", () => store.saveBlock(height, block)),
    saveResults: (height, results) =>
      around(height, "results", () => store.saveResults(height, results)),
    state: {
      load: store.state.load,
      save: (change) => around(change.height, "state", () => store.state.save(change)),
    },
  };
}
