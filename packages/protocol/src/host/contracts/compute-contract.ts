import type { Compute, ComputedNonce, ComputeJob } from "../ports.ts";
import { type ContractCase, expectThat } from "./contract.ts";

/** What is known of a job's nonces from another source, e.g. the vectors. */
export interface ComputeSample {
  readonly job: ComputeJob;
  /** By ascending nonce; of one that did not pass the level may be anything. */
  readonly results: readonly ComputedNonce[];
}

/** What every Compute does. */
export function computeContract(
  make: () => Promise<Compute>,
  { job, results }: ComputeSample,
): readonly ContractCase[] {
  const nonces = results.map(({ nonce }) => nonce);
  const expectSame = (found: readonly ComputedNonce[], expected: readonly ComputedNonce[]) => {
    expectThat(found.length === expected.length, `expected ${expected.length} results`);
    for (const [i, { nonce, appropriate, level }] of expected.entries()) {
      const other = found[i];
      expectThat(other?.nonce === nonce, `expected nonce ${nonce} at ${i}, found ${other?.nonce}`);
      expectThat(
        other.appropriate === appropriate && (!appropriate || other.level === level),
        `expected ${appropriate} at level ${level} of nonce ${nonce}, found ${other.appropriate} at ${other.level}`,
      );
    }
  };
  return [
    {
      name: "it says what it is and how many nonces a call should carry",
      async run() {
        const compute = await make();
        const { kind, adapter, variant } = compute.describe();
        expectThat(
          [kind, adapter, variant].every((text) => text !== ""),
          "expected three names",
        );
        const batch = compute.batch();
        expectThat(Number.isInteger(batch) && batch >= 1, `expected a batch, found ${batch}`);
      },
    },
    {
      name: "it finds what others find",
      run: async () => expectSame(await (await make()).evaluate(job, nonces), results),
    },
    {
      name: "so does its second backend",
      run: async () => expectSame(await (await make()).recheck(job, nonces), results),
    },
    {
      name: "results stand in the order of the nonces, whatever that is",
      async run() {
        const compute = await make();
        expectSame(await compute.evaluate(job, nonces.toReversed()), results.toReversed());
      },
    },
    {
      name: "one nonce alone gives the same",
      async run() {
        const compute = await make();
        for (const result of results.slice(0, 3))
          expectSame(await compute.evaluate(job, [result.nonce]), [result]);
      },
    },
    {
      name: "calls made at once do not disturb each other",
      async run() {
        const compute = await make();
        const half = Math.ceil(nonces.length / 2);
        const found = await Promise.all([
          compute.evaluate(job, nonces.slice(0, half)),
          compute.evaluate(job, nonces.slice(half)),
          compute.recheck(job, nonces),
        ]);
        expectSame(found.flat(), [...results, ...results]);
      },
    },
  ];
}
