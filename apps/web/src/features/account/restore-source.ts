import type { KeySource, OpenedKey } from "#shared/key/index.ts";

/** Where a kept key is read from. */
export interface RestoreSourceProps {
  /** Why what was given last is no key. */
  readonly fault: Extract<OpenedKey, { ok: false }> | undefined;
  readonly isBusy: boolean;
  readonly onOpen: (source: KeySource) => void;
  /** What was given is being changed: the fault is out of date. */
  readonly onEdit: () => void;
}
