import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beaconDealHash, deriveBeaconValue } from "@stadion/protocol/chain";
import { expect, test } from "vitest";
import { createDealer } from "./dealer.ts";
import { openNodeStore } from "./node-store.ts";
import { createTestChain } from "./test-chain.ts";

function setUp() {
  const chain = createTestChain();
  const folder = mkdtempSync(path.join(tmpdir(), "stadion-dealer-"));
  let drawn = 0;
  const randomBytes = (count: number) => new Uint8Array(count).fill(++drawn);
  /** A dealer as it is after a start of the node: all it remembers is in the folder. */
  const start = () => createDealer({ ...chain, store: openNodeStore(folder), randomBytes });
  return { chain, folder, start };
}

test("deals both hashes at the start of a cycle and opens the first value in its phase", () => {
  const { chain, start } = setUp();
  const dealer = start();
  dealer.afterBlock();
  expect(chain.nextBlock()).toEqual([undefined, undefined]);
  chain.runTo("sprint", dealer);
  const secret = new Uint8Array(32).fill(1);
  const first = chain.reader.beacon(0n, 0);
  expect(first?.hash).toEqual(beaconDealHash(chain.chainId, 0n, 0, secret));
  expect(first?.value).toEqual(deriveBeaconValue(chain.chainId, 0n, 0, secret));
  expect(chain.reader.beacon(0n, 1)?.openHeight).toBe(0n);
  expect(chain.warnings).toEqual([]);
});

test("a dealer that was killed after dealing opens what it dealt", () => {
  const { chain, start } = setUp();
  start().afterBlock();
  chain.nextBlock();
  chain.runTo("sprint", start());
  expect(chain.reader.beacon(0n, 0)?.openHeight).toBeGreaterThan(0n);
});

test("a dealer that was killed before its dealing was in a block deals the same again", () => {
  const { chain, folder, start } = setUp();
  start().afterBlock();
  const kept = openNodeStore(folder).secret(0n, 0) as Uint8Array;
  const again = createTestChain();
  const store = openNodeStore(folder);
  const noMore = () => {
    throw new Error("drew a second secret");
  };
  const dealer = createDealer({ ...again, store, randomBytes: noMore });
  dealer.afterBlock();
  again.nextBlock();
  expect(again.reader.beacon(0n, 0)?.hash).toEqual(beaconDealHash(chain.chainId, 0n, 0, kept));
});

test("a lost secret is told, and nothing false is opened", () => {
  const { chain, folder, start } = setUp();
  start().afterBlock();
  chain.nextBlock();
  openNodeStore(folder).dropBefore(99n);
  chain.runTo("work", start());
  expect(chain.warnings[0]).toContain("The secret of cycle 0, value 0 is lost");
  expect(chain.reader.summary(0n)?.outcome).toBe("first-value-not-opened");
});
