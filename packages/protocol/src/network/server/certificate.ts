import { base64, base64urlnopad } from "@scure/base";
import { sha256 } from "../../rules/crypto/index.ts";

/** What a node shows to those who come by webrtc-direct: a key of P-256 and a certificate that it signed itself (NW16). */
export interface WebRtcCertificate {
  /** PKCS #8, as PEM. */
  readonly privateKeyPem: string;
  readonly certificatePem: string;
}

/** Multihash prefix of SHA-256: its code, and the length of the digest. */
const sha256Prefix = [0x12, 32];

/** The hash of a certificate as an address holds it, behind `/certhash/`. Throws `TypeError` if it is no PEM. */
export function certhashOf({ certificatePem }: WebRtcCertificate): string {
  const body = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/.exec(certificatePem);
  if (!body?.[1]) throw new TypeError("Expected a certificate in PEM, found none");
  const der = base64.decode(body[1].replaceAll(/\s/g, ""));
  // The multibase prefix of base64url.
  return `u${base64urlnopad.encode(Uint8Array.of(...sha256Prefix, ...sha256(der)))}`;
}
