import { asciiBytes } from "@stadion/protocol/chain";
import { signMessage, verifySignature } from "@stadion/protocol/crypto";
import { expect, test } from "vitest";
import { testKey } from "../../testing/keys.ts";
import { createSigner } from "../../testing/test-chain.ts";
import { networkChainId, openTestNetwork } from "../../testing/test-network.ts";
import { rememberSignatures } from "./signature-memory.ts";

const [ada, ben] = [testKey("ada"), testKey("ben")];
const message = asciiBytes("hello");
const signature = signMessage(message, ada.secret);

test("[TX3] a remembered signature is good for its message and key alone; a bad one is never good", () => {
  let asked = 0;
  const verify = rememberSignatures((...parts) => {
    asked++;
    return verifySignature(...parts);
  }, 2);
  expect([verify(signature, message, ada.key), verify(signature, message, ada.key)]).toEqual([
    ...[true, true],
  ]);
  expect(asked).toBe(1);
  const bad = signature.with(0, (signature[0] as number) ^ 1);
  for (let i = 0; i < 2; i++) {
    expect(verify(signature, asciiBytes("hellp"), ada.key)).toBe(false);
    expect(verify(signature, message, ben.key)).toBe(false);
    expect(verify(bad, message, ada.key)).toBe(false);
  }
  expect(asked).toBe(7);
});

test("[TX3] what is remembered is bounded", () => {
  let asked = 0;
  const verify = rememberSignatures(() => {
    asked++;
    return true;
  }, 2);
  const check = (byte: number) => verify(Uint8Array.of(byte), message, ada.key);
  for (const byte of [1, 2, 1, 2, 3, 2, 3]) check(byte);
  expect(asked).toBe(3);
  check(1); // which made room for 3
  expect(asked).toBe(4);
});

test("[TX3] the engine refuses a transaction that its sender did not sign", () => {
  const { engine } = openTestNetwork();
  const tx = createSigner(networkChainId)(ada, "register", { payout: ada.key });
  const forged = tx.with(tx.length - 40, (tx.at(-40) as number) ^ 1);
  for (let i = 0; i < 2; i++)
    expect(engine.submit(forged)).toEqual({ ok: false, refusal: "bad-signature" });
  expect(engine.submit(tx)).toEqual({ ok: true });
});
