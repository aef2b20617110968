import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeWebRtcCertificate, type WebRtcCertificate } from "@stadion/protocol/network/server";
import { makeFolder } from "./make-folder.ts";

const shape =
  /^(-----BEGIN PRIVATE KEY-----\n[^-]+-----END PRIVATE KEY-----\n)(-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n)$/;

/**
 * The key and certificate for WebRTC in a file of PEM that only the owner may read; made on first use.
 *
 * An existing file is never written to: the certificate's hash is part of the node's address, and addresses get about.
 */
export async function readOrMakeCertificate(file: string): Promise<WebRtcCertificate> {
  makeFolder(path.dirname(file));
  const made = await makeWebRtcCertificate(Date.now());
  try {
    const text = made.privateKeyPem + made.certificatePem;
    writeFileSync(file, text, { flag: "wx", mode: 0o600, flush: true });
    return made;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const [, privateKeyPem, certificatePem] =
    shape.exec(readFileSync(file, "utf8").replaceAll("\r\n", "\n")) ?? [];
  if (privateKeyPem === undefined || certificatePem === undefined)
    throw new Error(
      `expected a private key and a certificate in PEM in ${file}, found something else; ` +
        "without the file a new one is made, and the node's WebRTC address changes",
    );
  if (process.platform !== "win32") chmodSync(file, 0o600);
  return { privateKeyPem, certificatePem };
}
