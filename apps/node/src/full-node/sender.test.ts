import { decodeTransaction } from "@stadion/protocol/chain";
import { publicKeyOf } from "@stadion/protocol/crypto";
import { expect, test } from "vitest";
import { createSender } from "./sender.ts";

const secretKey = new Uint8Array(32).fill(3);
const payout = publicKeyOf(secretKey);

function setUp(lastNonce = 0n, nowMs = 1000) {
  const sent: Uint8Array[] = [];
  const warnings: string[] = [];
  let asked = 0;
  const state = { height: 10n, refusal: undefined as "too-many" | "mempool-full" | undefined };
  const sender = createSender({
    engine: {
      submit(tx) {
        asked++;
        if (state.refusal) return { ok: false, refusal: state.refusal };
        sent.push(tx);
        return { ok: true };
      },
    },
    reader: { height: () => state.height, lastNonce: () => lastNonce },
    chainId: new Uint8Array(32),
    secretKey,
    nowMs: () => nowMs,
    warn: (message) => void warnings.push(message),
  });
  const nonces = () => sent.map((tx) => decodeTransaction(tx)?.tx.nonce);
  return { sender, sent, warnings, state, nonces, asked: () => asked };
}

test("a duty asked for at every block is sent once, and again when it did not arrive", () => {
  const { sender, sent, state } = setUp();
  for (; state.height < 16n; state.height++) sender.send("a", "register", { payout });
  expect(sent.length).toBe(2);
});

test("nonces rise, from the clock, and above what the ledger took even if the clock went back", () => {
  const ahead = setUp(0n, 5000);
  ahead.sender.send("a", "register", { payout });
  ahead.sender.send("b", "register", { payout });
  expect(ahead.nonces()).toEqual([5_000_000n, 5_000_001n]);
  const behind = setUp(9_000_000n, 5000);
  behind.sender.send("a", "register", { payout });
  expect(behind.nonces()).toEqual([9_000_001n]);
});

test("a full block or a full pool ends the signing of that kind until the next block, and of no other", () => {
  const { sender, state, asked } = setUp();
  const register = (name: string) => sender.send(name, "register", { payout });
  for (const refusal of ["too-many", "mempool-full"] as const) {
    state.refusal = refusal;
    state.height++;
    const before = asked();
    expect([register("a"), register("b"), register("c")]).toEqual([false, false, false]);
    expect(asked()).toBe(before + 1);
    state.refusal = undefined;
    expect(sender.send("d", "heartbeat", { height: state.height })).toBe(true);
    expect(register("a")).toBe(false);
    state.height++;
    expect(register("a")).toBe(true);
    state.height += 3n;
  }
});

test("what was refused is tried again at the next block; a full share of the block is no warning", () => {
  const { sender, sent, warnings, state } = setUp();
  state.refusal = "too-many";
  sender.send("a", "register", { payout });
  expect(warnings).toEqual([]);
  state.refusal = "mempool-full";
  state.height++;
  sender.send("a", "register", { payout });
  expect(warnings).toEqual([expect.stringContaining("a was refused: The node holds as many")]);
  state.refusal = undefined;
  state.height++;
  sender.send("a", "register", { payout });
  expect(sent.length).toBe(1);
});
