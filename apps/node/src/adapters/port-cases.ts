import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createOracleBackend } from "@stadion/gpu-kernels/sprint-model";
import { presets } from "@stadion/protocol/params";
import { createFileStore } from "./file-store.ts";
import { createSprintCompute } from "./sprint-compute.ts";
import { createSystemClock } from "./system-clock.ts";
import { createSystemRandom } from "./system-random.ts";

// What the Host's ports promise, run on their adapters in Node and in Deno.

const job = {
  params: presets.test.sprint,
  sprintSeed: new Uint8Array(32).fill(1),
  hostKey: new Uint8Array(32).fill(2),
};

async function withStore(
  body: (store: ReturnType<typeof createFileStore>, folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "stadion-port-"));
  await body(createFileStore(folder), folder);
}

/** Cases by name: a runtime's own test file runs each of them. */
export const portCases: Readonly<Record<string, () => Promise<void>>> = {
  "Clock: a sleep lasts at least as long as asked": async () => {
    const clock = createSystemClock();
    for (const ms of [0, 1, 7, 20]) {
      const from = clock.monotonicMs();
      await clock.sleep(ms);
      assert.ok(clock.monotonicMs() - from >= ms);
    }
  },
  "Clock: an aborted sleep rejects with the signal's reason, at once or in the middle":
    async () => {
      const clock = createSystemClock();
      const reason = new Error("enough");
      await assert.rejects(clock.sleep(10_000, AbortSignal.abort(reason)), reason);
      const controller = new AbortController();
      const sleeping = clock.sleep(10_000, controller.signal);
      controller.abort(reason);
      await assert.rejects(sleeping, reason);
    },
  "Clock: Unix time is now": async () => {
    assert.ok(createSystemClock().nowMs() > Date.UTC(2026, 0, 1));
  },
  "Random: as many bytes as asked, never the same": async () => {
    const random = createSystemRandom();
    assert.equal(random.bytes(0).length, 0);
    assert.equal(random.bytes(33).length, 33);
    assert.notDeepEqual(random.bytes(32), random.bytes(32));
  },
  "Store: what was set is there for the next start, what was not is undefined": async () => {
    await withStore(async (store, folder) => {
      assert.equal(await store.get("sprint"), undefined);
      await store.set("sprint", Uint8Array.of(1, 2, 3));
      await store.set("empty", new Uint8Array());
      const next = createFileStore(folder);
      assert.deepEqual(await next.get("sprint"), Uint8Array.of(1, 2, 3));
      assert.deepEqual(await next.get("empty"), new Uint8Array());
    });
  },
  "Store: the last of several writes stays, however they overlap": async () => {
    await withStore(async (store, folder) => {
      await Promise.all([1, 2, 3, 4].map((value) => store.set("work", Uint8Array.of(value))));
      assert.deepEqual(await createFileStore(folder).get("work"), Uint8Array.of(4));
    });
  },
  "Store: a deleted value is gone, and deleting nothing is no error": async () => {
    await withStore(async (store, folder) => {
      await store.set("work", Uint8Array.of(1));
      await store.delete("work");
      await store.delete("work");
      assert.equal(await createFileStore(folder).get("work"), undefined);
    });
  },
  "Compute: backend and second backend give the oracle's answers, in order": async () => {
    const compute = await createSprintCompute({ backend: "wasm", threads: 1 }, () => {});
    try {
      assert.equal(compute.describe().kind, "wasm");
      assert.ok(compute.batch() >= 1);
      const nonces = [0n, 1n, 900n, 7n];
      const expected = await createOracleBackend().evaluate(job, nonces);
      const facts = (results: Awaited<ReturnType<typeof compute.evaluate>>) =>
        results.map(({ nonce, appropriate, level }) => ({ nonce, appropriate, level }));
      assert.deepEqual(facts(await compute.evaluate(job, nonces)), facts(expected));
      assert.deepEqual(facts(await compute.recheck(job, nonces)), facts(expected));
    } finally {
      await compute.close();
    }
  },
};
