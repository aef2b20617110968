// The Host's figures and their bars, section by section.

import { runOnNode } from "../child.ts";
import { atMost, type Figure, told } from "../figure.ts";
import { type Numbers, type Section, take } from "../section.ts";

async function proofSize(): Promise<Figure[]> {
  const measured = await runOnNode<Numbers>("host/proof-size.ts");
  const row = (name: string, from: string, unit: string) => ({
    name,
    value: take(measured, from),
    unit,
  });
  return [
    atMost(row("largest proof, 1 to 10^6 finds at mainnet's pass rate", "bytes", "bytes"), 3072),
    told(row("choosing and encoding it from 10^6 finds", "ms at a million", "ms")),
  ];
}

export const hostSections: readonly Section[] = [{ name: "proof size", measure: proofSize }];
