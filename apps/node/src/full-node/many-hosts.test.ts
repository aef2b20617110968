import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { createWasmBackend, type SprintBackend } from "@stadion/gpu-kernels/sprint-model";
import { createMemoryStore } from "@stadion/ledger/store";
import { publicKeyOf, sha256 } from "@stadion/protocol/crypto";
import { encodeProof, hashProof } from "@stadion/protocol/sprint";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openNodeStore } from "./node-store.ts";
import { startTestNode, type TestNode, testParams } from "./test-node.ts";

vi.setConfig({ testTimeout: 120_000 });

const hostCount = 100;
const triesEach = 64;
const secrets = Array.from({ length: hostCount }, (_, i) => sha256(Uint8Array.of(7, i)));
const hosts = secrets.map((secret) => ({ secret, key: publicKeyOf(secret) }));

let folder: string;
let backend: SprintBackend;
beforeEach(async () => {
  folder = mkdtempSync(`${tmpdir()}/stadion-hosts-`);
  backend = await createWasmBackend({ threads: 1 });
});
afterEach(async () => {
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

async function runTo(node: TestNode, phase: string): Promise<void> {
  while (node.reader.cycle().phase !== phase) await node.nextBlock();
}

/** What an honest Host finds among its first few nonces. */
async function noncesOf(node: TestNode, hostKey: Uint8Array): Promise<bigint[]> {
  const { sprintSeed } = node.reader.cycle();
  const job = { params: testParams.sprint, sprintSeed, hostKey };
  const tried = Array.from({ length: triesEach }, (_, i) => BigInt(i));
  const found = (await backend.evaluate(job, tried)).filter(({ appropriate }) => appropriate);
  return found.map(({ nonce }) => nonce);
}

test("[LD27] [TX6] 100 Hosts that commit and close their tabs keep all they found", async () => {
  const store = openNodeStore(folder);
  const node = startTestNode(createMemoryStore(), store);
  for (const { secret, key } of hosts) node.send(secret, "register", { payout: key });
  await runTo(node, "sprint");
  const { sprintSeed } = node.reader.cycle();
  let claimed = 0n;
  for (const { secret, key } of hosts) {
    const nonces = await noncesOf(node, key);
    if (nonces.length === 0) continue; // one in sixty
    const proof = encodeProof({ sprintSeed, hostKey: key, level: 0, nonces });
    const commit = { cycle: 0n, proofHash: hashProof(proof), count: nonces.length, level: 0 };
    node.send(secret, "commit", commit);
    expect(node.service.handProof(proof).ok).toBe(true);
    claimed += BigInt(nonces.length);
  }
  await runTo(node, "secondOpen");
  await runTo(node, "work");
  const summary = node.reader.summary(0n) ?? expect.unreachable();
  expect(summary.committed).toBeGreaterThan(90);
  const { committed } = summary;
  const all = { revealed: committed, valid: committed, missed: 0, unjudged: 0, weight: claimed };
  expect(summary).toMatchObject({ outcome: "settled", ...all });
  expect(node.events.filter(({ kind }) => kind === "warning")).toEqual([]);
  await node.kill();
  store.close();
});
