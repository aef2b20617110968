import { beaconKey, cycleKey, type Phase, sprintKey, summaryCodec } from "@stadion/protocol/chain";
import { presets } from "@stadion/protocol/params";
import { describe, expect, test } from "vitest";
import { testKey } from "../../../testing/keys.ts";
import { TestChain } from "../../../testing/test-chain.ts";

const ada = testKey("ada");
const { cycle: lengths } = presets.test;
const summary = (chain: TestChain, cycle = 0n) =>
  chain.read("summary", cycleKey(cycle), summaryCodec);

/** Phase of the next block, and the heights it lasts. */
function stand({ cycle: record }: TestChain): [Phase, bigint, bigint] {
  return [record.phase, record.phaseStartHeight, record.phaseEndHeight];
}

describe("[LD9] the phases", () => {
  test("of a whole cycle follow each other at their heights", () => {
    const chain = new TestChain();
    chain.register(ada);
    chain.block(chain.deal(0), chain.deal(1));
    expect(stand(chain)).toEqual(["deal", 1n, 4n]);
    chain.blocksWithout(1);
    expect(stand(chain)).toEqual(["deal", 1n, 4n]);
    chain.blocksWithout(1);
    expect(stand(chain)).toEqual(["open", 5n, 6n]);
    chain.blocksWithout(1); // R opens in the last block it can
    chain.block(chain.open(0));
    expect(stand(chain)).toEqual(["sprint", 7n, 20n]);
    const proof = chain.proof(ada, 20);
    chain.block(chain.commit(ada, proof, 20));
    chain.toPhase("reveal");
    // 5,000 ms of blocks of 500 ms after the block that opened R at height 6.
    expect(stand(chain)).toEqual(["reveal", 17n, 22n]);
    chain.block(chain.reveal(ada, proof));
    chain.blocksWithout(4);
    expect(stand(chain)).toEqual(["reveal", 17n, 22n]);
    chain.blocksWithout(1);
    expect(stand(chain)).toEqual(["secondOpen", 23n, 24n]);
    chain.block(chain.open(1)); // R' opens at once
    expect(stand(chain)).toEqual(["audit", 24n, 39n]);
    chain.blocksWithout(15);
    expect(stand(chain)).toEqual(["audit", 24n, 39n]);
    chain.blocksWithout(1);
    expect(stand(chain)).toEqual(["work", 40n, 60n]);
    chain.blocksWithout(20);
    expect(stand(chain)).toEqual(["work", 40n, 60n]);
    chain.blocksWithout(1);
    expect(stand(chain)).toEqual(["deal", 61n, 64n]);
    expect(chain.cycle).toMatchObject({ cycle: 1n, cycleStartHeight: 61n, sprintStartMs: 0n });
    expect(chain.cycle.sprintSeed).toEqual(new Uint8Array(32));
  });

  test.each([[[]], [[0]], [[1]]] as const)("a cycle with dealings %j is void", (roles) => {
    const chain = new TestChain();
    chain.block(...roles.map((role) => chain.deal(role)));
    chain.blocksWithout(lengths.dealBlocks - 2);
    expect(chain.cycle.phase).toBe("deal");
    chain.blocksWithout(1);
    expect(stand(chain)).toEqual(["work", 5n, 60n]);
    expect(summary(chain)).toMatchObject({ outcome: "not-dealt", height: 4n, weight: 1n });
  });

  test("a dealing in the last block of deal still counts", () => {
    const chain = new TestChain();
    chain.blocksWithout(lengths.dealBlocks - 1);
    expect(chain.block(chain.deal(0), chain.deal(1))).toEqual(["ok", "ok"]);
    expect(chain.cycle.phase).toBe("open");
  });

  test("a cycle whose R is not opened is void", () => {
    const chain = new TestChain();
    chain.toPhase("open");
    chain.blocksWithout(lengths.openBlocks - 1);
    expect(chain.cycle.phase).toBe("open");
    chain.blocksWithout(1);
    expect(chain.cycle.phase).toBe("work");
    expect(summary(chain)).toMatchObject({ outcome: "first-value-not-opened", committed: 0 });
  });

  test("a cycle whose R' is not opened is void, with what was revealed", () => {
    const chain = new TestChain();
    chain.register(ada);
    chain.toPhase("sprint");
    const proof = chain.proof(ada, 20);
    chain.block(chain.commit(ada, proof, 20));
    chain.toPhase("reveal");
    chain.block(chain.reveal(ada, proof));
    while (chain.cycle.phase !== "secondOpen") chain.block();
    chain.blocksWithout(lengths.secondOpenBlocks - 1);
    expect(chain.cycle.phase).toBe("secondOpen");
    chain.blocksWithout(1);
    expect(chain.cycle.phase).toBe("work");
    const counts = { committed: 1, revealed: 1, valid: 0, unjudged: 0, missed: 0, weight: 1n };
    expect(summary(chain)).toMatchObject({ outcome: "second-value-not-opened", ...counts });
    expect(chain.entry(ada)).toMatchObject({ status: "void", weight: 0n });
  });

  test("a Sprint of which nothing is revealed ends with the reveal window", () => {
    const chain = new TestChain();
    chain.register(ada);
    chain.toPhase("sprint");
    chain.block(chain.commit(ada, chain.proof(ada, 20), 20));
    chain.toPhase("reveal");
    chain.blocksWithout(lengths.revealBlocks);
    expect(chain.cycle.phase).toBe("work");
    expect(summary(chain)).toMatchObject({ outcome: "no-valid-proof", committed: 1, missed: 1 });
    expect(chain.entry(ada)?.status).toBe("missed");
  });
});

describe("[LD10] the Sprint", () => {
  const started = () => {
    const chain = new TestChain();
    chain.register(ada);
    chain.toPhase("sprint");
    return chain;
  };

  test("starts its clock with the block that opened R", () => {
    const chain = started();
    expect(chain.cycle.sprintStartMs).toBe(BigInt(chain.timeMs));
  });

  test("ends with the first block at least sprintMs later, whose commits count", () => {
    const chain = started();
    chain.timeMs += lengths.sprintMs - 2 * lengths.blockMs - 1;
    chain.block();
    chain.block(); // one millisecond short
    expect(chain.cycle.phase).toBe("sprint");
    chain.timeMs -= lengths.blockMs - 1;
    expect(chain.block(chain.commit(ada, chain.proof(ada, 20), 20))).toEqual(["ok"]);
    expect(chain.cycle.phase).toBe("reveal");
    expect(chain.block(chain.commit(ada, chain.proof(ada, 20), 20))).toEqual(["not-in-sprint"]);
  });

  test("ends with its last block, whatever the clock says", () => {
    const chain = started();
    const short = () => {
      chain.timeMs -= lengths.blockMs - 1;
      chain.block();
    };
    for (let i = 1; i < lengths.sprintMaxBlocks; i++) short();
    expect(chain.cycle.phase).toBe("sprint");
    short();
    expect(chain.cycle.phase).toBe("reveal");
  });

  test("takes no commit before the block after R", () => {
    const chain = new TestChain();
    chain.register(ada);
    chain.toPhase("open");
    const outcomes = chain.block(chain.open(0), chain.commit(ada, new Uint8Array(32), 20));
    expect(outcomes).toEqual(["ok", "not-in-sprint"]);
    expect(chain.block(chain.commit(ada, new Uint8Array(32), 20))).toEqual(["ok"]);
  });
});

test("[LD11] Sprints and beacons are kept for two more cycles, summaries for 64", () => {
  const chain = new TestChain();
  chain.register(ada);
  chain.toPhase("sprint");
  const proof = chain.proof(ada, 20);
  chain.block(chain.commit(ada, proof, 20));
  chain.toPhase("reveal");
  chain.block(chain.reveal(ada, proof));
  chain.toPhase("work");
  const kept = () => {
    const records = [
      ["sprint", sprintKey(0n, ada.key)],
      ["proof", sprintKey(0n, ada.key)],
      ["beacon", beaconKey(0n, 0)],
      ["beacon", beaconKey(0n, 1)],
      ["summary", cycleKey(0n)],
    ] as const;
    return records.map(([path, key]) => chain.machine.query(path, key).value !== undefined);
  };
  const toCycle = (cycle: bigint) => {
    while (chain.cycle.cycle < cycle) chain.block();
  };
  toCycle(2n);
  chain.blocksWithout(59);
  expect(chain.cycle.cycle).toBe(2n);
  expect(kept()).toEqual([true, true, true, true, true]);
  chain.block();
  expect(chain.cycle.cycle).toBe(3n);
  expect(kept()).toEqual([false, false, false, false, true]);
  toCycle(64n);
  chain.blocksWithout(59);
  expect(kept().at(-1)).toBe(true);
  chain.block();
  expect(kept().at(-1)).toBe(false);
  expect(summary(chain, 1n)).toBeDefined();
});
