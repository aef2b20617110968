import { beaconCodec, beaconDealHash, beaconKey, deriveBeaconValue } from "@stadion/protocol/chain";
import { deriveSprintSeed } from "@stadion/protocol/sprint";
import { expect, test } from "vitest";
import { TestChain } from "../../../testing/test-chain.ts";

const zeros = new Uint8Array(32);

test("[LD14] a dealing is recorded closed, and opened it has the value of its secret", () => {
  const chain = new TestChain();
  const read = (role: 0 | 1) => chain.read("beacon", beaconKey(0n, role), beaconCodec);
  expect(chain.block(chain.deal(0), chain.deal(1))).toEqual(["ok", "ok"]);
  const hash = beaconDealHash(chain.chainId, 0n, 0, chain.secret(0n, 0));
  const dealt = { cycle: 0n, role: 0, mode: 0, hash, dealHeight: 1n };
  expect(read(0)).toEqual({ ...dealt, value: zeros, openHeight: 0n });
  chain.toPhase("open");
  expect(chain.cycle.sprintSeed).toEqual(zeros);
  expect(chain.block(chain.open(0))).toEqual(["ok"]);
  const value = deriveBeaconValue(chain.chainId, 0n, 0, chain.secret(0n, 0));
  expect(read(0)).toEqual({ ...dealt, value, openHeight: chain.height });
  expect(read(1)?.value).toEqual(zeros);
  expect(chain.cycle.sprintSeed).toEqual(deriveSprintSeed(value));
  expect(chain.cycle.beaconMode).toBe(0);
});

test("[LD14] each value is opened in its own phase alone", () => {
  const chain = new TestChain();
  chain.toPhase("open");
  expect(chain.block(chain.open(1))).toEqual(["not-in-open"]);
  chain.toPhase("reveal");
  expect(chain.block(chain.open(1))).toEqual(["not-in-open"]);
});

test("[LD14] a dealing and its opening never share a block", () => {
  const chain = new TestChain();
  expect(chain.block(chain.deal(0), chain.deal(1), chain.open(0)).at(-1)).toBe("not-in-open");
});
