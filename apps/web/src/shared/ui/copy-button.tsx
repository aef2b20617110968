import { useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";

interface CopyButtonProps {
  /** What is copied. */
  readonly text: string;
  /** What it is, for screen readers: "hash of block 12". */
  readonly what: string;
  /** On the button; an icon alone without. */
  readonly label?: string;
}

type Outcome = "none" | "copied" | "failed";

/** Copies a long name that is shown shortened. */
export function CopyButton({ text, what, label }: CopyButtonProps): React.ReactNode {
  const [outcome, setOutcome] = useState<Outcome>("none");
  const copy = (): void => {
    copyText(text).then(
      () => setOutcome("copied"),
      () => setOutcome("failed"),
    );
  };
  const isSilent = label === undefined || outcome !== "copied";
  return (
    <span className="copy">
      <AriaButton
        className={label === undefined ? "copy-icon" : "button button-small"}
        aria-label={label ?? `Copy ${what}`}
        onPress={copy}
        onBlur={() => setOutcome("none")}
      >
        {label === undefined ? <CopyIcon isDone={outcome === "copied"} /> : label}
      </AriaButton>
      <span role="status" className={isSilent ? "visually-hidden" : "muted small"}>
        {outcome === "copied" && "Copied"}
      </span>
      {outcome === "failed" && (
        <span role="alert" className="copy-by-hand mono">
          Copy by hand: {text}
        </span>
      )}
    </span>
  );
}

/** A page that came over plain HTTP from another machine has no clipboard: it shows the text instead. */
async function copyText(text: string): Promise<void> {
  if (!navigator.clipboard) throw new Error("This page has no clipboard");
  await navigator.clipboard.writeText(text);
}

function CopyIcon({ isDone }: { readonly isDone: boolean }): React.ReactNode {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      {isDone ? (
        <path d="M3 8.5l3.2 3.2L13 4.8" />
      ) : (
        <>
          <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
          <path d="M10.5 3.5v-.2A1.3 1.3 0 0 0 9.2 2H3.8A1.3 1.3 0 0 0 2.5 3.3v5.9a1.3 1.3 0 0 0 1.3 1.3H4" />
        </>
      )}
    </svg>
  );
}
