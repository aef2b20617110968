import type { LiveView } from "./live-view.ts";
import { messageOf } from "./message-of.ts";
import { firstWishes, leastThrottle, loadWishes, saveWishes, type Wishes } from "./own-state.ts";
import type { Store } from "./ports.ts";
import type { HostControls, SprintControls } from "./view.ts";

/** What a person asks of a Host, kept through a restart (HO10, HO14 to HO16). */
export interface Controls extends HostControls, Omit<SprintControls, "takeOver"> {
  /** What was asked now, or else in an earlier run. Rejects if the store can't be read. */
  load(): Promise<void>;
  wishes(): Wishes;
  /** The last Sprint is done: from here on not joined (HO15). */
  finished(): void;
  /** Resolves when all is kept. */
  saved(): Promise<void>;
}

export interface ControlsOptions {
  readonly store: Store;
  readonly view: LiveView;
  /** What was asked changes what the loop does: it looks again. */
  readonly onChange: () => void;
  /** Computing ends after the batch under way, and what was found is committed. */
  readonly onHalt: () => void;
}

export function createControls({ store, view, onChange, onHalt }: ControlsOptions): Controls {
  let wishes = firstWishes;
  let asked: Partial<Wishes> = {};
  let isLoaded = false;
  let saving: Promise<void> = Promise.resolve();
  const save = (): void => {
    const now = wishes;
    saving = saving
      .then(() => saveWishes(store, now))
      .catch((error: unknown) => view.tell("bad", messageOf(error)));
  };
  const become = (change: Partial<Wishes>): void => {
    asked = { ...asked, ...change };
    wishes = { ...wishes, ...change };
    view.update(wishes);
    // Before an earlier run's wishes are known, a save would lose them.
    if (isLoaded) save();
    onChange();
  };
  return {
    async load() {
      wishes = { ...(await loadWishes(store)), ...asked };
      isLoaded = true;
      view.update(wishes);
      if (Object.keys(asked).length > 0) save();
    },
    wishes: () => wishes,
    finished: () => become({ joined: false, finishing: false }),
    saved: () => saving,
    join: () => become({ joined: true, finishing: false }),
    leave() {
      become({ joined: false, finishing: false });
      onHalt();
    },
    pause() {
      become({ paused: true });
      onHalt();
    },
    resume: () => become({ paused: false }),
    finish() {
      if (wishes.joined) become({ finishing: true, paused: false });
    },
    setThrottle(share) {
      if (!(share >= leastThrottle && share <= 1))
        throw new RangeError(`Expected a share from ${leastThrottle} to 1, found ${share}`);
      become({ throttle: share });
    },
  };
}
