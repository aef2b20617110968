import type { Random } from "../ports.ts";
import { type ContractCase, expectThat } from "./contract.ts";

/** What every Random does. */
export function randomContract(make: () => Random): readonly ContractCase[] {
  return [
    {
      name: "as many bytes as asked for",
      async run() {
        const random = make();
        for (const count of [0, 1, 32, 65_536]) {
          const { length } = random.bytes(count);
          expectThat(length === count, `expected ${count} bytes, found ${length}`);
        }
      },
    },
    {
      name: "no two draws are alike, and every byte comes up",
      async run() {
        const random = make();
        const draws = new Set(Array.from({ length: 100 }, () => random.bytes(16).join()));
        expectThat(draws.size === 100, `expected 100 different draws, found ${draws.size}`);
        const bytes = new Set(random.bytes(65_536));
        expectThat(bytes.size === 256, `expected all 256 bytes, found ${bytes.size}`);
      },
    },
  ];
}
