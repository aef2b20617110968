import type { HostView } from "@stadion/protocol/host";
import { useLiveQuery } from "dexie-react-hooks";
import { type BackendChoice, backendChoices, backendKinds } from "#shared/compute/index.ts";
import { formatRate } from "#shared/format/index.ts";
import { type Cores, readMachineConfig, saveMachineConfig } from "#shared/host/index.ts";
import { Segments } from "#shared/ui/index.ts";

const coreChoices: readonly { readonly value: Cores; readonly name: string }[] = [
  { value: "all", name: "All" },
  { value: "half", name: "Half" },
  { value: "one", name: "One" },
];
const choices = backendChoices.filter(({ value }) => value !== "software-webgpu");

interface MachinePanelProps {
  readonly view: HostView;
  readonly reason: string;
}

/** What computes here, how fast, and how much of the machine it may take. */
export function MachinePanel({ view, reason }: MachinePanelProps): React.ReactNode {
  const config = useLiveQuery(readMachineConfig);
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
      {config && (
        <>
          <Segments<BackendChoice>
            label="Compute with"
            value={config.choice}
            choices={choices}
            onChange={(choice) => saveMachineConfig({ ...config, choice })}
          />
          <Segments<Cores>
            label="Processor cores for WebAssembly"
            value={config.cores}
            choices={coreChoices}
            onChange={(cores) => saveMachineConfig({ ...config, cores })}
          />
        </>
      )}
    </section>
  );
}
