import { hexToBytes, verifySignature } from "@stadion/protocol/crypto";
import { expect, test } from "vitest";
import { readVectors } from "../../../../tools/read-vectors.ts";
import { preferNative } from "./native-verify.ts";

interface Row {
  readonly name: string;
  readonly message: string;
  readonly publicKey: string;
  readonly signature: string;
  readonly valid: boolean;
}
const { cases } = readVectors<Row>("ledger/signatures");

test("[TX3] native code alone says yes to nothing that ZIP-215 refuses", () => {
  const asked: string[] = [];
  const verdicts = cases.map(({ name, message, publicKey, signature }) => {
    const native = preferNative(() => {
      asked.push(name);
      return false;
    });
    const bytes = [
      hexToBytes(signature),
      new TextEncoder().encode(message),
      hexToBytes(publicKey),
    ] as const;
    return [native(...bytes), preferNative(verifySignature)(...bytes), verifySignature(...bytes)];
  });
  for (const [i, [native, both, zip215]] of verdicts.entries()) {
    expect([cases[i]?.name, both]).toEqual([cases[i]?.name, zip215]);
    if (native) expect([cases[i]?.name, zip215]).toEqual([cases[i]?.name, true]);
  }
  // Some are yes at once, and some need the second opinion.
  expect(asked.length).toBeLessThan(cases.length);
  expect(verdicts.some(([native, both]) => both && !native)).toBe(true);
});

test("[TX3] lengths that fit no key or signature are a plain no", () => {
  const no = preferNative(() => false);
  expect(no(new Uint8Array(63), new Uint8Array(), new Uint8Array(32))).toBe(false);
  expect(no(new Uint8Array(64), new Uint8Array(), new Uint8Array(31))).toBe(false);
});
