import { isSaved, useKey } from "#shared/storage/index.ts";

/** One line for a key that nobody has written down; nothing for any other. */
export function KeyNudge(): React.ReactNode {
  const key = useKey();
  if (!key || isSaved(key)) return null;
  return (
    <p className="muted small" data-testid="key-nudge">
      Your key exists in this browser alone. <a href="#/account">Write down its recovery phrase</a>:
      it takes three minutes, and without it your weight can be lost.
    </p>
  );
}
