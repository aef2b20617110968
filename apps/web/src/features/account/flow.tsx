import { useEffect, useRef } from "react";
import { Button, Notice } from "#shared/ui/index.ts";

interface FlowProps {
  readonly title: string;
  /** Where it stands: each step begins with the focus on the title, as its controls have changed. */
  readonly step: string;
  /** What went wrong, as a sentence without its full stop. */
  readonly error?: string | undefined;
  readonly isDone?: boolean;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}

/** Something done step by step, in the place where it was asked for. */
export function Flow(props: FlowProps): React.ReactNode {
  const { title, step, error, isDone = false, onClose, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step, not only the first
  useEffect(() => heading.current?.focus(), [step]);
  return (
    <section className="flow" aria-labelledby="flow">
      <div className="flow-head">
        <h3 id="flow" ref={heading} tabIndex={-1}>
          {title}
        </h3>
        {!isDone && <Button onPress={onClose}>Close</Button>}
      </div>
      {children}
      {error !== undefined && (
        <Notice kind="bad">
          <p className="wrap-anywhere">{error}.</p>
        </Notice>
      )}
      {isDone && (
        <div className="row">
          <Button look="primary" onPress={onClose}>
            Done
          </Button>
        </div>
      )}
    </section>
  );
}
