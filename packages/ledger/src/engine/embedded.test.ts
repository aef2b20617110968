import { checkCommit, deriveParts, headerHash } from "@stadion/protocol/chain";
import { verifySignature } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { founder, genesisMs } from "../../testing/test-chain.ts";
import { TestClock } from "../../testing/test-clock.ts";
import { createMemoryStore } from "../store/index.ts";
import { makeGenesis, openEmbeddedEngine } from "./index.ts";

const genesis = makeGenesis(founder.key, genesisMs, presets.test);
const validators = [{ key: founder.key, power: 1n }];

function openTestEngine(fields = {}) {
  const clock = new TestClock(genesisMs);
  const store = createMemoryStore();
  const options = { store, genesis, secretKey: founder.secret, clock, ...fields };
  return { clock, store, engine: openEmbeddedEngine(options) };
}

test("[LD3] every block carries a commit that a light client takes", () => {
  const { clock, engine } = openTestEngine();
  engine.start();
  clock.advance(5 * presets.test.cycle.blockMs);
  expect(engine.tip()?.height).toBe(5n);
  for (let height = 1n; height <= 5n; height++) {
    const { block, commit } = engine.block(height)?.signed ?? expect.unreachable();
    expect(checkCommit(block.header, commit, validators, verifySignature)).toBeUndefined();
    expect(commit.blockId).toEqual({ hash: headerHash(block.header), ...deriveParts(block) });
    const before = engine.block(height - 1n)?.signed;
    if (before) {
      expect(block.lastCommit).toEqual(before.commit);
      expect(block.header.lastBlockId).toEqual(before.commit.blockId);
    }
  }
});
