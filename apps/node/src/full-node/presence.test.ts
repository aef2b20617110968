import { livenessBlocks } from "@stadion/protocol/chain";
import { expect, test } from "vitest";
import { createPresence } from "./presence.ts";
import { createTestChain } from "./test-chain.ts";

test("the founder is live from its first blocks on, with few heartbeats", () => {
  const chain = createTestChain();
  const presence = createPresence(chain.reader, chain.sender);
  const taken = new Set<bigint>();
  for (let height = 1n; height <= 3n * livenessBlocks; height++) {
    chain.nextBlock();
    presence.afterBlock();
    const heartbeats = chain.reader.host(chain.sender.key)?.heartbeats ?? [];
    for (const at of heartbeats) taken.add(at);
    const older = heartbeats.length === 2 ? (heartbeats[0] as bigint) : 0n;
    if (height > 10n) expect(height - older).toBeLessThan(livenessBlocks);
  }
  expect(taken.size).toBeLessThan(14);
  expect(chain.warnings).toEqual([]);
});
