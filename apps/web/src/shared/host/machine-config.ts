import type { BackendChoice, ComputeConfig } from "#shared/compute/index.ts";
import { valueStore } from "#shared/storage/index.ts";

/** How much of the processor a person gives. */
export type Cores = "all" | "half" | "one";

/** A person's choices for this machine. */
export interface MachineConfig {
  readonly choice: BackendChoice;
  readonly cores: Cores;
}

const name = "compute";
const device = valueStore("device");

export async function readMachineConfig(): Promise<MachineConfig> {
  const kept = ((await device.get(name)) ?? {}) as Partial<MachineConfig>;
  return { choice: kept.choice ?? "auto", cores: kept.cores ?? "all" };
}

export async function saveMachineConfig(config: MachineConfig): Promise<void> {
  await device.set(name, config);
}

/** @param cores - that this machine runs at once */
export function computeConfig(
  { choice, cores }: MachineConfig,
  machineCores: number,
): ComputeConfig {
  switch (cores) {
    case "all":
      return { choice };
    case "half":
      return { choice, threads: Math.max(1, Math.floor(machineCores / 2)) };
    case "one":
      return { choice, threads: 1 };
  }
}
