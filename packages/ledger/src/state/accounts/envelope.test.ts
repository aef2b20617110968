import {
  accountCodec,
  encodeBody,
  encodeTransaction,
  kindNumbers,
  maxBlockTxBytes,
} from "@stadion/protocol/chain";
import { concatBytes } from "@stadion/protocol/crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { testKey } from "../../../testing/keys.ts";
import { founder, TestChain } from "../../../testing/test-chain.ts";

const [ada, ben, eve] = [testKey("ada"), testKey("ben"), testKey("eve")];

let chain: TestChain;
beforeEach(() => {
  chain = new TestChain();
  chain.register(ada, ben);
});

const heartbeat = (fields = {}, key = ada) =>
  chain.sign(key, "heartbeat", { height: chain.height }, fields);
const lanes = (key = ada) => chain.read("account", key.key, accountCodec)?.lanes;

describe("[TX4] nonces", () => {
  test("rise within a lane; gaps are allowed, equal and lower ones are not", () => {
    expect(chain.block(heartbeat({ nonce: 10n }))).toEqual(["ok"]);
    expect(chain.block(heartbeat({ nonce: 10n }))).toEqual(["nonce-used"]);
    expect(chain.block(heartbeat({ nonce: 9n }))).toEqual(["nonce-used"]);
    expect(chain.block(heartbeat({ nonce: 11n }))).toEqual(["ok"]);
    expect(chain.block(heartbeat({ nonce: 2n ** 64n - 1n }))).toEqual(["ok"]);
  });

  test("may begin with 0, once", () => {
    const fields = { nonce: 0n, lane: 7 };
    expect(chain.block(heartbeat(fields), heartbeat(fields))).toEqual(["ok", "nonce-used"]);
  });

  test("of one lane do not bar another's, and lanes stand in order", () => {
    const send = (lane: number, nonce: bigint) => chain.block(heartbeat({ lane, nonce }))[0];
    expect([send(255, 5n), send(3, 5n), send(255, 4n), send(3, 6n)]).toEqual([
      ...["ok", "ok", "nonce-used", "ok"],
    ]);
    expect(lanes()).toEqual([
      { lane: 0, nonce: 1n },
      { lane: 3, nonce: 6n },
      { lane: 255, nonce: 5n },
    ]);
  });

  test("validUntil is the last height, at most 1,000 ahead", () => {
    const next = () => chain.height + 1n;
    expect(chain.block(heartbeat({ validUntil: next() }))).toEqual(["ok"]);
    expect(chain.block(heartbeat({ validUntil: next() - 1n }))).toEqual(["expired"]);
    expect(chain.block(heartbeat({ validUntil: next() + 1000n }))).toEqual(["ok"]);
    expect(chain.block(heartbeat({ validUntil: next() + 1001n }))).toEqual(["valid-too-long"]);
  });
});

describe("[TX5] a refused transaction", () => {
  test("with a good envelope uses up its nonce and changes nothing else", () => {
    const stale = chain.sign(ada, "heartbeat", { height: 99n }, { nonce: 50n });
    const before = chain.machine.query("host", ada.key).value;
    expect(chain.block(stale)).toEqual(["heartbeat-stale"]);
    expect(lanes()).toEqual([{ lane: 0, nonce: 50n }]);
    expect(chain.machine.query("host", ada.key).value).toEqual(before);
    expect(chain.block(stale)).toEqual(["nonce-used"]);
  });

  test.each(["malformed", "unknown-kind"] as const)("whose body is %s uses it up too", (code) => {
    const fields = code === "malformed" ? { body: new Uint8Array(7) } : { kind: 0 };
    expect(chain.block(heartbeat({ ...fields, nonce: 60n }))).toEqual([code]);
    expect(lanes()).toEqual([{ lane: 0, nonce: 60n }]);
  });

  test.each([
    ["wrong-chain", { chainId: new Uint8Array(32) }],
    ["expired", { validUntil: 0n }],
    ["fee-not-zero", { fee: 1n }],
  ])("with a bad envelope (%s) changes nothing", (code, fields) => {
    const before = chain.machine.info().appHash;
    expect(chain.block(heartbeat({ nonce: 70n, ...fields }))).toEqual([code]);
    expect(chain.machine.info().appHash).toEqual(before);
    expect(chain.block(heartbeat({ nonce: 70n }))).toEqual(["ok"]);
  });

  test("of an unregistered sender changes nothing, so that free keys fill no state (LD12)", () => {
    const before = chain.machine.info().appHash;
    expect(chain.block(heartbeat({}, eve))).toEqual(["not-registered"]);
    expect(chain.machine.info().appHash).toEqual(before);
    expect(lanes(eve)).toBeUndefined();
  });

  test("with two faults has the code that comes first", () => {
    const both = { fee: 1n, validUntil: 0n, chainId: new Uint8Array(32) };
    expect(chain.block(heartbeat(both))).toEqual(["wrong-chain"]);
    expect(chain.block(heartbeat({ fee: 1n, validUntil: 0n }))).toEqual(["expired"]);
    expect(chain.block(heartbeat({ fee: 1n, kind: 99 }))).toEqual(["fee-not-zero"]);
    expect(chain.block(heartbeat({ kind: 99 }, eve))).toEqual(["not-registered"]);
  });
});

describe("[TX6] a block's room", () => {
  test("is 8 transactions of one sender, refused bodies among them", () => {
    const stale = () => chain.sign(ada, "heartbeat", { height: 99n });
    const nine = [...Array.from({ length: 7 }, () => heartbeat()), stale(), heartbeat()];
    const outcomes = chain.block(...nine, heartbeat({}, ben));
    expect(outcomes.slice(6)).toEqual(["ok", "heartbeat-stale", "too-many", "ok"]);
    expect(chain.block(heartbeat())).toEqual(["ok"]);
  });

  test("is not used by what is refused for its envelope", () => {
    const bad = Array.from({ length: 9 }, () => heartbeat({ fee: 1n }));
    expect(chain.block(...bad, heartbeat()).at(-1)).toBe("ok");
  });

  test("is not used by what the founder owes, in which nobody else has more than 8", () => {
    const verdicts = (key: typeof ada) =>
      Array.from({ length: 9 }, () => chain.verdict(ada, {}, key));
    const own = () => chain.sign(founder, "heartbeat", { height: chain.height });
    const outcomes = chain.block(
      ...[...verdicts(founder), chain.deal(0), chain.deal(1), chain.open(0)],
      ...Array.from({ length: 9 }, own),
      ...verdicts(founder),
    );
    expect(outcomes.slice(8, 12)).toEqual(["not-in-audit", "ok", "ok", "not-in-open"]);
    expect(outcomes.slice(12, 21)).toEqual([...Array(8).fill("ok"), "too-many"]);
    expect(outcomes.at(-1)).toBe("not-in-audit");
    expect(chain.block(...verdicts(ben)).slice(7)).toEqual(["not-in-audit", "too-many"]);
  });

  test("is 64 reveals of the founder besides its share, and of nobody else", () => {
    const reveals = (key: typeof ada, count: number) =>
      Array.from({ length: count }, () => chain.reveal(ada, new Uint8Array(3072), key));
    const own = () => chain.sign(founder, "heartbeat", { height: chain.height });
    const outcomes = chain.block(...reveals(founder, 65), ...Array.from({ length: 9 }, own));
    expect(outcomes.slice(63, 66)).toEqual(["not-in-reveal", "too-many", "ok"]);
    expect(outcomes.slice(-2)).toEqual(["ok", "too-many"]);
    expect(chain.block(...reveals(ben, 9)).slice(7)).toEqual(["not-in-reveal", "too-many"]);
  });

  test("is 64 newcomers", () => {
    const keys = Array.from({ length: 65 }, (_, i) => testKey(`newcomer ${i}`));
    const outcomes = chain.register(...keys);
    expect(outcomes.slice(0, 64).every((outcome) => outcome === "ok")).toBe(true);
    expect(outcomes[64]).toBe("too-many");
    expect(chain.register(keys[64] as typeof ada)).toEqual(["ok"]);
  });

  test("is 1,000,000 bytes; what does not fit makes no room, and smaller ones still find it", () => {
    const hosts = Array.from({ length: 3 }, (_, i) => testKey(`big ${i}`));
    chain.register(...hosts);
    const big = (key: typeof ada, size: number) =>
      chain.sign(
        key,
        "reveal",
        { cycle: 0n, host: key.key, proof: new Uint8Array() },
        { body: new Uint8Array(size) },
      );
    const overhead = big(ada, 0).length;
    const fill = hosts.flatMap((key) => Array.from({ length: 5 }, () => big(key, 65_536)));
    const left = maxBlockTxBytes - fill.length * (65_536 + overhead);
    const [over, exact, none] = [
      big(ada, left - overhead + 1),
      big(ada, left - overhead),
      heartbeat(),
    ];
    const outcomes = chain.block(...fill, over, exact, none);
    expect(outcomes.slice(-4)).toEqual([
      "malformed",
      "block-too-big",
      "malformed",
      "block-too-big",
    ]);
  });
});

// Small-order key, small-order R, S = 0: a signature for every message under ZIP-215, and refused by most native
// verifiers, which multiply by no cofactor.
test("[TX3] the ledger judges by ZIP-215", () => {
  const sender = new Uint8Array(32);
  const signature = concatBytes(Uint8Array.of(1), new Uint8Array(63));
  const tx = {
    ...{ version: 1, chainId: chain.chainId, sender, lane: 0, validUntil: 10n, fee: 0n },
    ...{ kind: kindNumbers.register, body: encodeBody("register", { payout: sender }) },
  };
  for (let nonce = 0n; nonce < 8n; nonce++) {
    const signed = encodeTransaction({ tx: { ...tx, nonce }, signature });
    expect(chain.machine.checkTx(signed)).toEqual({ ok: true });
  }
  const other = signature.with(32, 1); // S = 1
  const signed = encodeTransaction({ tx: { ...tx, nonce: 0n }, signature: other });
  expect(chain.machine.checkTx(signed)).toEqual({ ok: false, refusal: "bad-signature" });
});
