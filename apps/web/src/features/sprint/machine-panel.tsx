import type { HostView } from "@stadion/protocol/host";
import { backendKinds } from "#shared/compute/index.ts";
import { formatRate } from "#shared/format/index.ts";
import { MachineChoice } from "#shared/host/index.ts";

interface MachinePanelProps {
  readonly view: HostView;
  readonly reason: string;
}

/** What computes here, how fast, and how much of the machine it may take. */
export function MachinePanel({ view, reason }: MachinePanelProps): React.ReactNode {
  const { kind, adapter, variant } = view.compute;
  const rate = view.sprint?.noncesPerSecond ?? 0;
  return (
    <section className="section" aria-labelledby="machine">
      <h2 id="machine">This machine</h2>
      <dl className="facts tabular" data-testid="backend">
        <dt>Backend</dt>
        <dd>{backendKinds[kind as keyof typeof backendKinds] ?? kind}</dd>
        <dt>Adapter</dt>
        <dd>{adapter}</dd>
        <dt>Variant</dt>
        <dd>{variant}</dd>
        <dt>Rate</dt>
        <dd>{rate > 0 ? formatRate(rate) : "measured in a Sprint"}</dd>
      </dl>
      <p className="muted small">{reason}</p>
      <MachineChoice />
    </section>
  );
}
