import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { readOrMakeCertificate } from "./certificate-file.ts";

const newFile = () => path.join(mkdtempSync(path.join(tmpdir(), "stadion-cert-")), "webrtc.pem");

test("[NW16] a certificate is made once, in a file for its owner alone, and kept", async () => {
  const file = newFile();
  const made = await readOrMakeCertificate(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  chmodSync(file, 0o644);
  expect(await readOrMakeCertificate(file)).toEqual(made);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each([
  "",
  "my shopping list",
  "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n",
])("a file that holds none is refused and left as it is: %j", async (text) => {
  const file = newFile();
  writeFileSync(file, text);
  await expect(readOrMakeCertificate(file)).rejects.toThrow("expected a private key and a");
  expect(readFileSync(file, "utf8")).toBe(text);
});
