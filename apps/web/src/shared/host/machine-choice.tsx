import { useLiveQuery } from "dexie-react-hooks";
import { type BackendChoice, backendChoices } from "#shared/compute/index.ts";
import { Segments } from "#shared/ui/index.ts";
import { type Cores, readMachineConfig, saveMachineConfig } from "./machine-config.ts";

const coreChoices: readonly { readonly value: Cores; readonly name: string }[] = [
  { value: "all", name: "All" },
  { value: "half", name: "Half" },
  { value: "one", name: "One" },
];

// Software WebGPU is for tests of the shaders, in the Sprint lab.
const choices = backendChoices.filter(({ value }) => value !== "software-webgpu");

/** With what this machine computes from now on. */
export function MachineChoice(): React.ReactNode {
  const config = useLiveQuery(readMachineConfig);
  if (!config) return null;
  return (
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
  );
}
