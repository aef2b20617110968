import { bytesToHex } from "@stadion/protocol/crypto";
import { armor, Decrypter, Encrypter } from "age-encryption";
import { describe, expect, test, vi } from "vitest";
import { sealText } from "./age.ts";
import { decodeKeyFile, encodeKeyFile, keyFileName } from "./key-file.ts";
import { encodeKeyText, hostIdOf } from "./key-text.ts";

// scrypt is slow on purpose, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

const passphrase = "five words that do not belong";
const key = {
  secretKey: Uint8Array.from({ length: 32 }, (_, i) => 255 - i),
  createdAtMs: Date.parse("2026-01-31T12:00:00Z"),
};
const bytesOf = (text: string) => new TextEncoder().encode(text);
/** A key file that costs nothing to open. */
const light = (text: string, secret = passphrase) => sealText(text, secret, 2, {});
const fields = JSON.parse(encodeKeyText(key)) as Record<string, string>;
const changed = (changes: object) => JSON.stringify({ ...fields, ...changes });

async function faultOf(file: string | Uint8Array, ...secret: string[]): Promise<string> {
  const bytes = typeof file === "string" ? bytesOf(file) : file;
  const read = await decodeKeyFile(bytes, ...secret);
  if (read.ok) return "none";
  expect(read.message).toMatch(/^[A-Z].*[^.]$/);
  return read.fault;
}

describe("a file as it is written", async () => {
  const text = await encodeKeyFile(key, passphrase);

  test("[KY6] is an armored age file whose name begins as its Host does", () => {
    const lines = text.split("\n");
    expect(lines[0]).toBe("-----BEGIN AGE ENCRYPTED FILE-----");
    expect(text.endsWith("\n-----END AGE ENCRYPTED FILE-----\n")).toBe(true);
    expect(keyFileName(key)).toBe(`stadion-key-${hostIdOf(key).slice(0, 8)}.age`);
  });

  test("[KY6] holds the JSON of the spec, which any reader of age opens", async () => {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    const inside = await decrypter.decrypt(armor.decode(text), "text");
    expect(JSON.parse(inside)).toEqual({
      format: "stadion-key/2",
      hostId: hostIdOf(key),
      created: "2026-01-31T12:00:00.000Z",
      secretKey: bytesToHex(key.secretKey),
    });
  });

  test("[KY8] asks for 2^17 of scrypt's work", () => {
    const header = new TextDecoder().decode(armor.decode(text)).split("\n");
    expect(header[0]).toBe("age-encryption.org/v1");
    expect(header[1]).toMatch(/^-> scrypt [A-Za-z0-9+/]{22} 17$/);
  });

  test("[KY9] gives the key back", async () => {
    expect(await decodeKeyFile(bytesOf(text), passphrase)).toEqual({ ok: true, key });
  });

  test("[KY6] is never the same twice", async () => {
    expect(await encodeKeyFile(key, passphrase)).not.toBe(text);
  });
});

test("[KY6] a key whose age nobody knows says nothing of it", async () => {
  const bare = { secretKey: key.secretKey };
  expect(JSON.parse(encodeKeyText(bare))).not.toHaveProperty("created");
  expect(await decodeKeyFile(bytesOf(encodeKeyText(bare)))).toEqual({ ok: true, key: bare });
});

test("[KY7] a weak passphrase is a wrong call", async () => {
  await expect(encodeKeyFile(key, "123456789")).rejects.toThrow(/at least 10 characters, found 9/);
});

test("[KY7] [KY9] an accent opens the file however it is typed", async () => {
  const [composed, decomposed] = ["caf\u00e9 au lait, please", "cafe\u0301 au lait, please"];
  const text = await encodeKeyFile(key, decomposed);
  const decrypter = new Decrypter();
  decrypter.addPassphrase(composed);
  expect(await decrypter.decrypt(armor.decode(text), "text")).toBe(encodeKeyText(key));
  const others = await light(encodeKeyText(key), decomposed);
  expect(await faultOf(others, decomposed)).toBe("none");
  expect(await faultOf(others, composed)).toBe("wrong-passphrase");
});

test("[KY9] what others made is read: binary, inside a letter, with other line ends", async () => {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(3);
  const binary = await encrypter.encrypt(encodeKeyText(key));
  const text = armor.encode(binary);
  for (const file of [
    binary,
    bytesOf(`Dear me,\n\n${text}\nkeep it`),
    bytesOf(`\uFEFF${text.replaceAll("\n", " \r\n")}`),
  ])
    expect(await decodeKeyFile(file, passphrase)).toEqual({ ok: true, key });
});

test("[KY9] the older and bare kinds are read, and ask for no passphrase", async () => {
  const old = changed({ format: "stadion-key/1" });
  expect(await decodeKeyFile(bytesOf(old))).toEqual({ ok: true, key });
  expect(await decodeKeyFile(bytesOf(encodeKeyText(key)))).toEqual({ ok: true, key });
  const bare = `${bytesToHex(key.secretKey)}\n`;
  const { secretKey } = key;
  expect(await decodeKeyFile(bytesOf(bare))).toEqual({ ok: true, key: { secretKey } });
  expect(await faultOf(await light(old), passphrase)).toBe("none");
});

test.each([
  ["not-a-key-file", "", ""],
  ["not-a-key-file", "a shopping list", "eggs"],
  ["not-a-key-file", "another JSON", '{"format":"stadion-sprint-proof/1"}'],
  ["not-a-key-file", "a list", "[1, 2]"],
  ["not-a-key-file", "63 digits", "0".repeat(63)],
  ["not-a-key-file", "what is too long", " ".repeat(70_000) + encodeKeyText(key)],
  ["newer-format", "a later format", changed({ format: "stadion-key/3" })],
  ["damaged", "half of the JSON", encodeKeyText(key).slice(0, 150)],
  ["damaged", "a shorter key", changed({ secretKey: "00" })],
  ["damaged", "a key in capitals", changed({ secretKey: "AB".repeat(32) })],
  ["other-host", "another Host's id", changed({ hostId: "0".repeat(64) })],
  ["other-host", "no Host's id", changed({ hostId: undefined })],
])("[KY9] %s: %s", async (fault, _, file) => {
  expect(await faultOf(file)).toBe(fault);
  if (file.length < 1000) expect(await faultOf(await light(file), passphrase)).toBe(fault);
});

test("[KY9] an encrypted file says what it lacks or what is wrong with it", async () => {
  const text = await light(encodeKeyText(key));
  expect(await faultOf(text)).toBe("passphrase-needed");
  expect(await faultOf(text, "")).toBe("passphrase-needed");
  expect(await faultOf(text, "another passphrase")).toBe("wrong-passphrase");
  expect(await faultOf(text.slice(0, -60), passphrase)).toBe("damaged");
  const binary = armor.decode(text);
  expect(await faultOf(binary.subarray(0, -1), passphrase)).toBe("damaged");
  expect(await faultOf(binary.subarray(0, 40), passphrase)).toBe("damaged");
  const flipped = binary.with(-1, (binary.at(-1) ?? 0) ^ 1);
  expect(await faultOf(flipped, passphrase)).toBe("damaged");
});

test("[KY9] a file for an age identity is told apart", async () => {
  const encrypter = new Encrypter();
  encrypter.addRecipient("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p");
  const file = armor.encode(await encrypter.encrypt(encodeKeyText(key)));
  expect(await faultOf(file, passphrase)).toBe("not-for-a-passphrase");
});

test.each(["21", "31", "9999999999"])(
  "[KY8] work of 2^%s is refused before any of it",
  async (logN) => {
    const binary = new TextDecoder("latin1").decode(armor.decode(await light(encodeKeyText(key))));
    const asking = binary.replace(/^(-> scrypt \S+) 2$/m, `$1 ${logN}`);
    const bytes = Uint8Array.from(asking, (character) => character.charCodeAt(0));
    expect(await faultOf(bytes, passphrase)).toBe("too-much-work");
  },
);

test("[KY8] the work tells how far it is", async () => {
  const shares: number[] = [];
  await encodeKeyFile(key, passphrase, { onProgress: (share) => shares.push(share) });
  expect(shares.length).toBeGreaterThan(90);
  expect(shares.length).toBeLessThan(110);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test("[KY8] the work yields, and stops when told to", async () => {
  const text = await encodeKeyFile(key, passphrase);
  for (const run of [
    (work: object) => encodeKeyFile(key, passphrase, work),
    (work: object) => decodeKeyFile(bytesOf(text), passphrase, work),
  ]) {
    const stop = new AbortController();
    const reason = new Error("the person went on");
    let last = 0;
    const work = run({
      signal: stop.signal,
      onProgress(share: number) {
        // From the event loop: only work that yields ever hears it.
        if (last === 0) setImmediate(() => stop.abort(reason));
        last = share;
      },
    });
    await expect(work).rejects.toBe(reason);
    expect(last).toBeLessThan(1);
    await expect(run({ signal: stop.signal })).rejects.toBe(reason);
  }
});
