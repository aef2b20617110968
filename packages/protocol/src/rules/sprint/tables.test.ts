import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bytesToHex, sha256 } from "../crypto/index.ts";
import { cosTable, expTable, siluTable, sinTable, tableBytes } from "./index.ts";

const spec = readFileSync(new URL("../../../../../spec/sprint.md", import.meta.url), "utf8");

test.each(["exp", "silu", "rope"] as const)("[SP30] table %s is the spec's", (name) => {
  const stated = new RegExp(`\\| \`${name}\` .*\\| \`([0-9a-f]{64})\` \\|`).exec(spec)?.[1];
  expect(bytesToHex(sha256(tableBytes[name]))).toBe(stated);
});

test("[SP30] the tables mean what the spec says, as far as floats can tell", () => {
  for (let i = 0; i < 256; i++) {
    expect(Math.abs((expTable[i] as number) - 65535 * Math.exp(-i / 32))).toBeLessThan(0.5);
    const g = (i - 128) / 32;
    expect(Math.abs((siluTable[i] as number) - (32 * g) / (1 + Math.exp(-g)))).toBeLessThan(0.5);
  }
  expect([cosTable[0], sinTable[0], cosTable[6], sinTable[6]]).toEqual([16384, 0, -16220, 2312]);
});
