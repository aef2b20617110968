import { armor } from "age-encryption";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sealText } from "./age.ts";
import { decodeKeyFile } from "./key-file.ts";
import { encodeKeyText } from "./key-text.ts";
import { decodePhrase, encodePhrase } from "./phrase.ts";

const passphrase = "five words that do not belong";
const key = {
  secretKey: Uint8Array.from({ length: 32 }, (_, i) => 3 * i),
  createdAtMs: 1_700_000_000_000,
};
const sealed = await sealText(encodeKeyText(key), passphrase, 1, {});

/** The bytes with a piece taken out and another put in. */
const spliced = (bytes: Uint8Array) =>
  fc
    .record({ at: fc.nat(bytes.length), drop: fc.nat(8), put: fc.uint8Array({ maxLength: 8 }) })
    .map(({ at, drop, put }) =>
      Uint8Array.of(...bytes.subarray(0, at), ...put, ...bytes.subarray(at + drop)),
    );

const samples = {
  armored: new TextEncoder().encode(sealed),
  binary: armor.decode(sealed),
  JSON: new TextEncoder().encode(encodeKeyText(key)),
};

test.each(Object.entries(samples))(
  "[KY9] %s: an altered file gives this key or is refused in a line",
  async (_, bytes) => {
    expect((await decodeKeyFile(bytes, passphrase)).ok).toBe(true);
    const input = fc.oneof({ weight: 9, arbitrary: spliced(bytes) }, fc.uint8Array());
    await fc.assert(
      fc.asyncProperty(input, async (candidate) => {
        const read = await decodeKeyFile(candidate, passphrase);
        if (read.ok) expect(read.key.secretKey).toEqual(key.secretKey);
        else expect(read.message).toMatch(/^[A-Z].*[^.]$/);
      }),
      { numRuns: 5_000 },
    );
  },
);

test("[KY3] any text is a phrase or refused in a line, and a phrase has one key", () => {
  const words = encodePhrase(key.secretKey);
  const altered = fc
    .record({ at: fc.nat(23), word: fc.oneof(fc.constantFrom(...words), fc.string()) })
    .map(({ at, word }) => words.with(at, word).join(" "));
  fc.assert(
    fc.property(fc.oneof(altered, fc.string(), fc.string({ unit: "binary" })), (text) => {
      const read = decodePhrase(text);
      if (!read.ok) expect(read.message).toMatch(/^[A-Z].*[^.]$/s);
      else expect(decodePhrase(encodePhrase(read.secretKey).join(" "))).toEqual(read);
    }),
    { numRuns: 20_000 },
  );
});
