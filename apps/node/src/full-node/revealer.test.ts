import { maxFounderReveals, type SprintEntry } from "@stadion/protocol/chain";
import { bytesToHex, sha256 } from "@stadion/protocol/crypto";
import { expect, test } from "vitest";
import { createRevealer } from "./revealer.ts";
import { createTestChain, testParams } from "./test-chain.ts";

const host = (i: number) => sha256(Uint8Array.of(i, i >> 8));

test("of 1,000 silent Hosts a block looks at a part, and all have their turn", () => {
  const hosts = Array.from({ length: 1000 }, (_, i) => host(i));
  const entries = hosts.map((key) => ({ cycle: 0n, host: key, proofHash: key }) as SprintEntry);
  const { reader, sender: chainSender } = createTestChain();
  let [height, listed, looked] = [0n, 0, 0];
  const revealed = new Set<string>();
  const sent: number[] = [];
  const revealer = createRevealer(
    {
      height: () => height,
      cycle: () => ({ ...reader.cycle(), phase: "reveal" as const, phaseStartHeight: 1n }),
      weights: () => [],
      entries: () => {
        listed++;
        return entries;
      },
      entry: (_, key) => {
        looked++;
        const status = revealed.has(bytesToHex(key)) ? "revealed" : "committed";
        return { status } as SprintEntry;
      },
    },
    {
      key: chainSender.key,
      send(duty) {
        const count = sent[Number(height)] ?? 0;
        if (count === 8) return false;
        revealed.add(duty.slice("reveal 0/".length));
        sent[Number(height)] = count + 1;
        return true;
      },
    },
    { heldProof: (_, key) => key },
    testParams.cycle,
  );
  for (; height < 125n; height++) {
    looked = 0;
    revealer.afterBlock();
    expect(looked).toBeLessThanOrEqual(512);
  }
  expect(listed).toBe(1);
  expect(sent.every((count) => count === 8)).toBe(true);
  expect(revealed.size).toBe(1000);
});

test("[LD27] Hosts with weight are revealed first, the heaviest before all others", () => {
  const hosts = Array.from({ length: 600 }, (_, i) => host(i));
  const [heavy, light] = [hosts[599], hosts[300]] as [Uint8Array, Uint8Array];
  const { reader, sender } = createTestChain();
  const { revealBlocks } = testParams.cycle;
  const sent: string[] = [];
  const revealer = createRevealer(
    {
      height: () => BigInt(revealBlocks - 1),
      cycle: () => ({ ...reader.cycle(), phase: "reveal" as const, phaseStartHeight: 1n }),
      entries: () => hosts.map((key) => ({ cycle: 0n, host: key, proofHash: key }) as SprintEntry),
      entry: () => ({ status: "committed" }) as SprintEntry,
      weights: () => [
        { host: light, weight: 1n },
        { host: heavy, weight: 2n },
      ],
    },
    {
      key: sender.key,
      send(duty) {
        if (sent.length === maxFounderReveals) return false;
        sent.push(duty.slice("reveal 0/".length));
        return true;
      },
    },
    { heldProof: (_, key) => key },
    testParams.cycle,
  );
  revealer.afterBlock();
  expect(sent).toHaveLength(maxFounderReveals);
  expect(sent.slice(0, 2)).toEqual([bytesToHex(heavy), bytesToHex(light)]);
  expect(sent.slice(2)).not.toEqual(sent.slice(2).toSorted()); // keys, which a stranger picks, order nothing
});
