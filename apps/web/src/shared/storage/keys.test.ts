import { describe, expect, test } from "vitest";
import { decodeKeyFile, encodeKeyFile } from "./keys.ts";

// RFC 8032, section 7.1, test 1.
const key = {
  hostId: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  secretKey: Uint8Array.from(
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60".match(/../g) ?? [],
    (byte) => Number.parseInt(byte, 16),
  ),
  createdAtMs: Date.UTC(2026, 10, 21),
  exportedAtMs: 0,
};

describe("a key file", () => {
  test("gives the same key back", () => {
    expect(decodeKeyFile(encodeKeyFile(key))).toEqual({ ok: true, key });
  });

  test.each([
    ["another JSON file", '{"format":"stadion-sprint-proof/1"}', "found another file"],
    ["text", "hello", "found another file"],
    ["null", "null", "found another file"],
    ["a cut secret", encodeKeyFile(key).replace("9d61", "9d6"), "64 hex digits"],
    ["a changed secret", encodeKeyFile(key).replace("9d61", "9d60"), "does not belong"],
  ])("%s is refused with its reason", (_name, text, reason) => {
    const file = decodeKeyFile(text);
    expect(file).toMatchObject({ ok: false });
    expect(!file.ok && file.message).toContain(reason);
  });
});
