import { deepEqual, equal } from "node:assert/strict";
import { hexToBytes } from "@stadion/protocol/crypto";
import { readVectors } from "../../../../tools/read-vectors.ts";
import { decodeKeyFile, decodePhrase, encodeKeyFile, encodePhrase } from "./index.ts";

const { cases } = readVectors<{ secretKey: string; phrase: string }>("key/phrase");

for (const { name, secretKey, phrase } of cases)
  Deno.test(`[KY2] [KY3] ${name}: the phrase of a key, there and back`, () => {
    equal(encodePhrase(hexToBytes(secretKey)).join(" "), phrase);
    deepEqual(decodePhrase(phrase), { ok: true, secretKey: hexToBytes(secretKey) });
  });

Deno.test("[KY6] [KY9] a key file, there and back", async () => {
  const key = { secretKey: new Uint8Array(32).fill(7), createdAtMs: 1_700_000_000_000 };
  const passphrase = "five words that do not belong";
  const bytes = new TextEncoder().encode(await encodeKeyFile(key, passphrase));
  deepEqual(await decodeKeyFile(bytes, passphrase), { ok: true, key });
  const wrong = await decodeKeyFile(bytes, "another passphrase");
  equal(!wrong.ok && wrong.fault, "wrong-passphrase");
});
