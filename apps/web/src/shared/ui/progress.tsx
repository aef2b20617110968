import { Label } from "react-aria-components/Label";
import { ProgressBar } from "react-aria-components/ProgressBar";

interface ProgressProps {
  readonly label: string;
  /** 0..1. */
  readonly share: number;
  readonly note: string;
}

export function Progress({ label, share, note }: ProgressProps): React.ReactNode {
  const percent = Math.min(100, Math.max(0, share * 100));
  return (
    <ProgressBar className="stack-tight" value={percent} valueLabel={note}>
      <div className="progress-labels">
        <Label>{label}</Label>
        <span className="tabular">{note}</span>
      </div>
      <div className="progress-track">
        <div className="progress-fill" style={{ width: `${percent}%` }} />
      </div>
    </ProgressBar>
  );
}
