import { useEffect, useRef } from "react";
import { Button, Notice } from "#shared/ui/index.ts";

interface FlowProps {
  readonly title: string;
  /** What went wrong, as a sentence without its full stop. */
  readonly error?: string | undefined;
  readonly onClose: () => void;
  readonly closeName?: string;
  readonly children: React.ReactNode;
}

/** Something done step by step, in the place where it was asked for. */
export function Flow(props: FlowProps): React.ReactNode {
  const { title, error, onClose, closeName = "Cancel", children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="flow" aria-labelledby="flow">
      <h3 id="flow" ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {children}
      {error !== undefined && (
        <Notice kind="bad">
          <p className="wrap-anywhere">{error}.</p>
        </Notice>
      )}
      <div className="flow-close">
        <Button onPress={onClose}>{closeName}</Button>
      </div>
    </section>
  );
}
