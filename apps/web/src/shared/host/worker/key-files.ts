import {
  decodeKeyFile,
  encodeKeyFile,
  markKeyExported,
  readKey,
  restoreKey,
} from "#shared/storage/index.ts";
import type { HostReport } from "../host-messages.ts";

/** The key as the file that the page hands to the person. */
export async function exportKeyFile(): Promise<HostReport> {
  const key = await readKey();
  if (!key) return { type: "key-refused", message: "There is no key yet" };
  await markKeyExported(key.hostId);
  const name = `stadion-key-${key.hostId.slice(0, 8)}.json`;
  return { type: "key-file", name, text: encodeKeyFile(key) };
}

/** Takes a file's key in place of the present one, which must be safe in a file first. */
export async function restoreKeyFile(text: string): Promise<HostReport> {
  const file = decodeKeyFile(text);
  if (!file.ok) return { type: "key-refused", message: file.message };
  const present = await readKey();
  if (present && present.exportedAtMs === 0 && present.hostId !== file.key.hostId) {
    const message = "Export the present key first: restoring another one replaces it for good";
    return { type: "key-refused", message };
  }
  await restoreKey(file.key);
  return { type: "key-restored" };
}
