import { expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { presets } from "../params/index.ts";
import { selectProof } from "./index.ts";

/** `count` nonces from `first` on, `step` apart. */
interface Run {
  first: string;
  step: string;
  count: number;
}
interface Row {
  finds: (Run & { level: number })[];
  level: number;
  nonces: Run[];
}
const { cases } = readVectors<Row>("sprint/select-proof");

function spread({ first, step, count }: Run): bigint[] {
  return Array.from({ length: count }, (_, i) => BigInt(first) + BigInt(i) * BigInt(step));
}

test.each(cases)("[SP27] $name", ({ finds, level, nonces }) => {
  const all = finds.flatMap((run) => spread(run).map((nonce) => ({ nonce, level: run.level })));
  expect(selectProof(all, presets.mainnet.sprint)).toEqual({
    level,
    nonces: nonces.flatMap(spread),
  });
});
