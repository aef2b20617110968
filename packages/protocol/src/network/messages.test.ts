import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { explain } from "../rules/chain/index.ts";
import { byteList, container, createCodec } from "../rules/codec/index.ts";
import { queriesProtocol } from "./queries/queries-protocol.ts";
import { messageSamples } from "./test-messages.ts";
import { handInAnswerCodec, transactionsProtocol } from "./transactions/transactions-protocol.ts";

describe("[NW2] [NW7] [NW8] [NW9] [NW10] what is read from the wire", () => {
  test.each(messageSamples)("$name is read as it was written", ({ bytes, recode }) => {
    expect(recode(bytes)).toEqual(bytes);
  });

  test.each(messageSamples)(
    "$name, mutated, is refused or has that one encoding",
    ({ bytes, recode }) => {
      const mutation = fc.record({
        at: fc.nat(),
        byte: fc.integer({ min: 0, max: 255 }),
        cut: fc.nat(4),
        more: fc.uint8Array({ maxLength: 4 }),
      });
      fc.assert(
        fc.property(mutation, ({ at, byte, cut, more }) => {
          const changed = bytes.slice();
          changed[at % changed.length] = byte;
          const input = Uint8Array.of(...changed.subarray(0, changed.length - cut), ...more);
          const again = recode(input);
          if (again) expect(again).toEqual(input);
        }),
        { numRuns: Math.ceil(10_000 / messageSamples.length) },
      );
    },
  );
});

describe("[NW8] refusals", () => {
  const codeOf = (refusal: Parameters<typeof explain>[0]) =>
    handInAnswerCodec.encode({ what: 1, answer: { ok: false, refusal } })[1];

  test("the ledger's have its numbers, the node's begin at 201", () => {
    expect(codeOf("malformed")).toBe(1);
    expect(codeOf("block-too-big")).toBe(38);
    expect(codeOf("mempool-full")).toBe(201);
    expect(codeOf("already-known")).toBe(202);
    expect(codeOf("stopping")).toBe(203);
  });

  test("a code that nobody knows is no answer", () => {
    const bytes = handInAnswerCodec.encode({
      what: 1,
      answer: { ok: false, refusal: "stopping" },
    });
    bytes[1] = 204;
    expect(handInAnswerCodec.decode(bytes)).toBeUndefined();
  });

  test("only a transaction or a proof is handed in", () => {
    const bytes = transactionsProtocol.request.encode({ what: 2, bytes: new Uint8Array() });
    bytes[0] = 3;
    expect(transactionsProtocol.request.decode(bytes)).toBeUndefined();
  });
});

test("[NW10] a path or key beyond its bound is no query", () => {
  const wider = createCodec<{ path: Uint8Array; key: Uint8Array }>(
    container({ path: byteList(99), key: byteList(99) }),
  );
  const encode = (path: number, key: number) =>
    wider.encode({ path: new Uint8Array(path).fill(112), key: new Uint8Array(key) });
  expect(queriesProtocol.request.decode(encode(16, 64))).toBeDefined();
  expect(queriesProtocol.request.decode(encode(17, 0))).toBeUndefined();
  expect(queriesProtocol.request.decode(encode(0, 65))).toBeUndefined();
  expect(encode(16, 64).length).toBeLessThanOrEqual(queriesProtocol.maxRequestBytes);
});
