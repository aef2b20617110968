import { base64 } from "@scure/base";
import { concatBytes } from "../../rules/crypto/index.ts";
import type { WebRtcCertificate } from "./certificate.ts";

// An X.509 certificate (RFC 5280) of version 1, in DER: each value is a tag, a length and its content.
//
//   SEQUENCE                       certificate
//     SEQUENCE                     what is signed
//       INTEGER                    serial number
//       SEQUENCE { OID }           ecdsa-with-SHA256
//       SEQUENCE                   issuer: CN=Stadion
//       SEQUENCE { time, time }    valid from, valid until
//       SEQUENCE                   subject, the same
//       SEQUENCE                   the public key, as WebCrypto exports it
//     SEQUENCE { OID }             ecdsa-with-SHA256
//     BIT STRING                   SEQUENCE { INTEGER r, INTEGER s }
//
// Browsers look at nothing but its hash, which stands in the node's address.

const tags = {
  integer: 0x02,
  bitString: 0x03,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
};

/** 1.2.840.10045.4.3.2, and 2.5.4.3. */
const ecdsaWithSha256 = Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);
const commonName = Uint8Array.of(0x55, 0x04, 0x03);

const dayMs = 86_400_000;
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/**
 * Makes a key and a certificate for webrtc-direct, valid for ten years from yesterday (NW16).
 *
 * @param nowMs - Unix milliseconds
 */
export async function makeWebRtcCertificate(nowMs: number): Promise<WebRtcCertificate> {
  const { subtle } = globalThis.crypto;
  const { privateKey, publicKey } = await subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const name = der(
    tags.sequence,
    der(
      tags.set,
      der(
        tags.sequence,
        der(tags.oid, commonName),
        der(tags.utf8, new TextEncoder().encode("Stadion")),
      ),
    ),
  );
  const signedWith = der(tags.sequence, der(tags.oid, ecdsaWithSha256));
  const body = der(
    tags.sequence,
    integer(globalThis.crypto.getRandomValues(new Uint8Array(16))),
    signedWith,
    name,
    der(tags.sequence, time(nowMs - dayMs), time(nowMs + 3650 * dayMs)),
    name,
    new Uint8Array(await subtle.exportKey("spki", publicKey)),
  );
  const signature = new Uint8Array(await subtle.sign(algorithm, privateKey, body));
  const pair = der(
    tags.sequence,
    integer(signature.subarray(0, 32)),
    integer(signature.subarray(32)),
  );
  const certificate = der(
    tags.sequence,
    body,
    signedWith,
    der(tags.bitString, Uint8Array.of(0), pair),
  );
  return {
    privateKeyPem: pem("PRIVATE KEY", new Uint8Array(await subtle.exportKey("pkcs8", privateKey))),
    certificatePem: pem("CERTIFICATE", certificate),
  };
}

function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = concatBytes(...parts);
  const { length } = content;
  const header =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Uint8Array.of(...header, ...content);
}

/** A number that is not negative, big-endian, in its shortest form. */
function integer(bytes: Uint8Array): Uint8Array {
  const from = bytes.findIndex((byte) => byte !== 0);
  const digits = from < 0 ? Uint8Array.of(0) : bytes.subarray(from);
  const isNegative = (digits[0] ?? 0) >= 0x80;
  return der(tags.integer, isNegative ? Uint8Array.of(0, ...digits) : digits);
}

/** Years from 2050 on have four digits, those before two. */
function time(ms: number): Uint8Array {
  const text = `${new Date(ms).toISOString().replace(/\D/g, "").slice(0, 14)}Z`;
  const isLong = text >= "2050";
  const digits = new TextEncoder().encode(isLong ? text : text.slice(2));
  return der(isLong ? tags.generalizedTime : tags.utcTime, digits);
}

function pem(what: string, bytes: Uint8Array): string {
  const lines = base64.encode(bytes).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${what}-----`, ...lines, `-----END ${what}-----`, ""].join("\n");
}
