import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { createWasmBackend, type SprintBackend } from "@stadion/gpu-kernels/sprint-model";
import { openLedgerStore } from "@stadion/ledger/store";
import { publicKeyOf } from "@stadion/protocol/crypto";
import { encodeProof, hashProof } from "@stadion/protocol/sprint";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openNodeStore } from "./node-store.ts";
import { startTestNode, type TestNode, testParams } from "./test-node.ts";

vi.setConfig({ testTimeout: 60_000 });

const hostSecret = new Uint8Array(32).fill(2);
const host = publicKeyOf(hostSecret);

let folder: string;
let backend: SprintBackend;
beforeEach(async () => {
  folder = mkdtempSync(`${tmpdir()}/stadion-restart-`);
  backend = await createWasmBackend({ threads: 1 });
});
afterEach(async () => {
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A life of the node: what it does before it is killed, and how many blocks that takes. */
async function live(blocks: number, act: (node: TestNode) => void | Promise<void>) {
  const [ledger, store] = [openLedgerStore(folder), openNodeStore(folder)];
  const node = startTestNode(ledger, store);
  for (let i = 0; i < blocks; i++) {
    await act(node);
    await node.nextBlock();
  }
  const { cycle, phase } = node.reader.cycle();
  const entry = node.reader.entry(0n, host);
  await node.kill();
  store.close();
  ledger.close();
  return { cycle, phase, entry, summary: node.reader.summary(0n), events: node.events };
}

async function makeProof(node: TestNode) {
  const { sprintSeed } = node.reader.cycle();
  const job = { params: testParams.sprint, sprintSeed, hostKey: host };
  const tried = Array.from({ length: 256 }, (_, i) => BigInt(i));
  const found = (await backend.evaluate(job, tried)).filter(({ appropriate }) => appropriate);
  const nonces = found.map(({ nonce }) => nonce);
  return {
    count: nonces.length,
    proof: encodeProof({ sprintSeed, hostKey: host, level: 0, nonces }),
  };
}

/** A Host as the ledger sees it: there until the node has its proof and the ledger its commit, then gone. */
function createVanishingHost() {
  return async (node: TestNode) => {
    const { phase } = node.reader.cycle();
    if (!node.reader.host(host)) node.send(hostSecret, "register", { payout: host });
    if (phase !== "sprint" || node.reader.entry(0n, host)) return;
    const { count, proof } = await makeProof(node);
    node.send(hostSecret, "commit", { cycle: 0n, proofHash: hashProof(proof), count, level: 0 });
    expect(node.service.handProof(proof).ok).toBe(true);
  };
}

test.each([1, 2, 3, 5, 8])(
  "[LD6] a node that is killed after every %i blocks settles the Sprint of a Host that has gone",
  async (blocks) => {
    const act = createVanishingHost();
    const seen = new Set<string>();
    let last: Awaited<ReturnType<typeof live>>;
    do {
      last = await live(blocks, act);
      seen.add(last.phase);
      expect(last.events.filter(({ kind }) => kind === "warning")).toEqual([]);
    } while (last.cycle === 0n && last.phase !== "work");
    expect(last.entry).toMatchObject({ status: "valid", count: Number(last.entry?.weight) });
    expect(last.summary).toMatchObject({ outcome: "settled", valid: 1, missed: 0, unjudged: 0 });
    if (blocks === 1)
      expect([...seen]).toEqual([
        "deal",
        "open",
        "sprint",
        "reveal",
        "secondOpen",
        "audit",
        "work",
      ]);
  },
);

test("[LD6] what a node had sent but no block had taken is sent again after a restart", async () => {
  // Each life ends before its block: the dealings it sent are lost with it.
  for (let i = 0; i < 3; i++) await live(0, () => {});
  const { phase } = await live(testParams.cycle.dealBlocks, () => {});
  expect(phase).toBe("open");
  for (let i = 0; i < 3; i++) await live(0, () => {});
  expect((await live(1, () => {})).phase).toBe("sprint");
});
