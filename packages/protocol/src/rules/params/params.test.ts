import { expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex } from "../crypto/index.ts";
import { isPresetName, type PresetName, presetNames, presets, sprintParamsHash } from "./index.ts";

type Row = Record<string, number> & { name: PresetName; sprintParamsHash: string };
const { cases } = readVectors<Row>("sprint/params");

test.each(cases)("[SP28] [SP29] $name has the params of the spec", (row) => {
  const { sprint, cycle } = presets[row.name as PresetName];
  const { passOneIn, ...constants } = sprint;
  const { openBlocks, secondOpenBlocks, ...lengths } = cycle;
  expect(row).toMatchObject({ ...constants, ...lengths });
  expect(row.passRateDenominator).toBe(passOneIn);
  expect([row.dealOpenBlocks, row.revealOpenBlocks]).toEqual([openBlocks, secondOpenBlocks]);
  expect(bytesToHex(sprintParamsHash(sprint))).toBe(row.sprintParamsHash);
});

test("[SP28] every preset is in the vectors, and its phases fit its cycle", () => {
  expect(cases.map((row) => row.name).sort()).toEqual([...presetNames].sort());
  for (const name of presetNames) {
    const { cycle: c, sprint: s } = presets[name];
    const phases = c.dealBlocks + c.openBlocks + c.sprintMaxBlocks + c.revealBlocks;
    expect(phases + c.secondOpenBlocks + c.auditBlocks).toBeLessThan(c.cycleBlocks);
    expect(c.sprintMaxBlocks * c.blockMs).toBeGreaterThan(c.sprintMs);
    expect([s.dim % 64, s.ffn % 64, s.vocab & (s.vocab - 1), 4 * s.heads]).toEqual([
      0,
      0,
      0,
      s.dim,
    ]);
  }
  expect(isPresetName("mainnet") && !isPresetName("toString")).toBe(true);
});
