import { createHash, createPrivateKey, X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { certhashOf } from "./certificate.ts";
import { makeWebRtcCertificate } from "./make-certificate.ts";

const noon = Date.UTC(2026, 5, 1, 12);

test("[NW16] a certificate signs itself, of P-256, for ten years", async () => {
  const { privateKeyPem, certificatePem } = await makeWebRtcCertificate(noon);
  const certificate = new X509Certificate(certificatePem);
  const key = createPrivateKey(privateKeyPem);
  expect(certificate.checkPrivateKey(key)).toBe(true);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(key.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
  expect(certificate.subject).toBe("CN=Stadion");
  expect(certificate.validFromDate.getTime()).toBe(noon - 86_400_000);
  expect(certificate.validToDate.getTime()).toBe(noon + 3650 * 86_400_000);
});

test("[NW16] also where its time has more digits, and whatever its random bytes begin with", async () => {
  const late = Date.UTC(2044, 0, 1);
  for (let i = 0; i < 40; i++) {
    const certificate = new X509Certificate((await makeWebRtcCertificate(late)).certificatePem);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.validToDate.getUTCFullYear()).toBe(2053);
  }
});

test("[NW16] no two are the same, and an address holds the hash of one", async () => {
  const certificate = await makeWebRtcCertificate(noon);
  const other = await makeWebRtcCertificate(noon);
  expect(certhashOf(other)).not.toBe(certhashOf(certificate));
  const { raw } = new X509Certificate(certificate.certificatePem);
  const multihash = Buffer.concat([
    Uint8Array.of(0x12, 0x20),
    createHash("sha256").update(raw).digest(),
  ]);
  expect(certhashOf(certificate)).toBe(`u${multihash.toString("base64url")}`);
  expect(() => certhashOf({ privateKeyPem: "", certificatePem: "none" })).toThrow("in PEM");
});
