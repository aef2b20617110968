import fc from "fast-check";
import { expect, test } from "vitest";
import { messageSamples } from "./test-messages.ts";

test.each(messageSamples)(
  "[NW2] [NW7] [NW8] [NW9] [NW10] $name: any bytes are refused or have that one encoding",
  ({ bytes, recode }) => {
    const spliced = fc
      .record({ at: fc.nat(bytes.length), drop: fc.nat(8), put: fc.uint8Array({ maxLength: 16 }) })
      .map(({ at, drop, put }) =>
        Uint8Array.of(...bytes.subarray(0, at), ...put, ...bytes.subarray(at + drop)),
      );
    const input = fc.oneof(spliced, fc.uint8Array({ maxLength: 2 * bytes.length + 8 }));
    fc.assert(
      fc.property(input, (candidate) => {
        const again = recode(candidate);
        if (again) expect(again).toEqual(candidate);
      }),
      { numRuns: 20_000 },
    );
  },
);
