import { beaconCodec } from "@stadion/protocol/chain";
import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { readCycleFacts } from "./read-cycles.ts";
import { testAnswer } from "./test-blocks.ts";

const hash = new Uint8Array(32);

/** A node whose beacon fired the gun in block 65, with a block every `blockMs` up to `head`. */
function nodeOf(blockMs: number, head: bigint) {
  const asked: bigint[] = [];
  return {
    asked,
    status: async () => ({ chainId: hash, preset: "test", height: head, timeMs: 0, agent: "" }),
    query: async (path: string, key: Uint8Array) => {
      const isGun = path === "beacon" && key.at(-1) === 0;
      const beacon = { cycle: 1n, role: 0, mode: 0, hash, dealHeight: 61n, value: hash } as const;
      const value = isGun ? beaconCodec.encode({ ...beacon, openHeight: 65n }) : undefined;
      return { height: head, value };
    },
    block: async (height: bigint) => {
      asked.push(height);
      if (height > head) return undefined;
      return testAnswer({ height, timeMs: Number(height) * blockMs });
    },
  };
}

// The Sprint of `test` lasts 5 s, or 14 blocks.
test.each([
  ["at the usual pace", 500, 75n],
  ["with slow blocks", 1700, 68n],
  ["with quick blocks", 400, 78n],
  ["with blocks so quick that their number ends it", 100, 79n],
])("[LD10] the Sprint's last block is found %s", async (_name, blockMs, end) => {
  const node = nodeOf(blockMs, 200n);
  const facts = await readCycleFacts(node, 1n, presets.test.cycle, 90n);
  expect(facts.gun).toEqual({ height: 65n, timeMs: 65 * blockMs });
  expect(facts.sprintEnd).toBe(end);
});

test("a Sprint that runs has no last block yet, and one whose blocks are at hand is not looked up", async () => {
  expect((await readCycleFacts(nodeOf(500, 72n), 1n, presets.test.cycle, 70n)).sprintEnd).toBe(
    undefined,
  );
  const node = nodeOf(500, 200n);
  await readCycleFacts(node, 1n, presets.test.cycle, 65n);
  expect(node.asked).toEqual([65n]);
});
