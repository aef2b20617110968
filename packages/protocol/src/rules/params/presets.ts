import type { CycleParams, Params, PresetName, SprintParams } from "./types.ts";

const mainnetSprint: SprintParams = {
  layers: 64,
  dim: 512,
  heads: 128,
  ffn: 22528,
  vocab: 8192,
  requantShift: 12,
  attentionShift: 2,
  ffnShift: 5,
  thresholdSquared: 4905986,
  passOneIn: 900,
  maxNonces: 1024,
};

const localSprint: SprintParams = {
  layers: 4,
  dim: 128,
  heads: 32,
  ffn: 512,
  vocab: 1024,
  requantShift: 11,
  attentionShift: 1,
  ffnShift: 2,
  thresholdSquared: 19477136,
  passOneIn: 64,
  maxNonces: 1024,
};

const mainnetCycle: CycleParams = {
  blockMs: 2000,
  dealBlocks: 60,
  openBlocks: 12,
  sprintMs: 600_000,
  sprintMaxBlocks: 330,
  revealBlocks: 30,
  secondOpenBlocks: 12,
  auditBlocks: 900,
  cycleBlocks: 43_200,
};

/** The networks there are, by name (SP28). Frozen. */
export const presets: Readonly<Record<PresetName, Params>> = deepFreeze({
  mainnet: { name: "mainnet", sprint: mainnetSprint, cycle: mainnetCycle },
  testnet: {
    name: "testnet",
    sprint: { ...mainnetSprint, ffn: 8192, ffnShift: 4 },
    cycle: { ...mainnetCycle, auditBlocks: 450, cycleBlocks: 10_800 },
  },
  local: {
    name: "local",
    sprint: localSprint,
    cycle: {
      blockMs: 1000,
      dealBlocks: 15,
      openBlocks: 12,
      sprintMs: 30_000,
      sprintMaxBlocks: 33,
      revealBlocks: 8,
      secondOpenBlocks: 12,
      auditBlocks: 15,
      cycleBlocks: 180,
    },
  },
  test: {
    name: "test",
    sprint: { ...localSprint, thresholdSquared: 9881052, passOneIn: 16 },
    cycle: {
      blockMs: 500,
      dealBlocks: 4,
      openBlocks: 2,
      sprintMs: 5000,
      sprintMaxBlocks: 14,
      revealBlocks: 6,
      secondOpenBlocks: 2,
      auditBlocks: 16,
      cycleBlocks: 60,
    },
  },
});

export const presetNames: readonly PresetName[] = ["test", "local", "testnet", "mainnet"];

export function isPresetName(name: string): name is PresetName {
  return (presetNames as readonly string[]).includes(name);
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === "object") deepFreeze(inner);
  return Object.freeze(value);
}
