import { useLiveQuery } from "dexie-react-hooks";
import { useState } from "react";
import { type BackendChoice, backendChoices } from "#shared/compute/index.ts";
import { formatPercent } from "#shared/format/index.ts";
import {
  type Cores,
  host,
  readMachineConfig,
  saveMachineConfig,
  useHost,
} from "#shared/host/index.ts";
import { Segments, Slider } from "#shared/ui/index.ts";

const cores: readonly { readonly value: Cores; readonly name: string }[] = [
  { value: "all", name: "All" },
  { value: "half", name: "Half" },
  { value: "one", name: "One" },
];

// Software WebGPU is for tests of the shaders, in the Sprint lab.
const choices = backendChoices.filter(({ value }) => value !== "software-webgpu");

/** How this machine computes from now on. A Sprint under way goes on with what was chosen. */
export function MachineSettings(): React.ReactNode {
  const config = useLiveQuery(readMachineConfig);
  const throttle = useHost().view?.throttle;
  return (
    <section className="section" aria-labelledby="machine">
      <h2 id="machine">Computing</h2>
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
            choices={cores}
            onChange={(chosen) => saveMachineConfig({ ...config, cores: chosen })}
          />
        </>
      )}
      {throttle !== undefined && <Throttle key={throttle} throttle={throttle} />}
    </section>
  );
}

function Throttle({ throttle }: { readonly throttle: number }): React.ReactNode {
  const [share, setShare] = useState(throttle);
  return (
    <div className="stack-tight">
      <Slider
        label="Share of the time that computes"
        value={share}
        min={0.1}
        max={1}
        step={0.1}
        format={formatPercent}
        onChange={setShare}
        onChangeEnd={(chosen) => host.send({ type: "throttle", share: chosen })}
      />
      <p className="muted small">
        Half the time is about half the weight. It holds for every Sprint until you change it.
      </p>
    </div>
  );
}
