import path from "node:path";
import { openLedgerStore } from "@stadion/ledger/store";
import { bytesToHex, publicKeyOf } from "@stadion/protocol/crypto";
import {
  decodeKeyFile,
  decodePhrase,
  type KeyFile,
  phraseLength,
} from "@stadion/protocol/host-key";
import { lockFolder } from "../../adapters/folder-lock.ts";
import { putKey, readKey, replaceKey } from "../../adapters/key-file.ts";
import type { CommandIo } from "../../command.ts";
import { jsonLine } from "../json-line.ts";
import type { KeyOptions, KeyTask } from "./options.ts";
import { passphraseToOpen } from "./passphrase.ts";

/** Puts a key from a file or from its words into the data folder; 1 when it is refused. */
export async function restore(
  task: Extract<KeyTask, { verb: "restore" }>,
  options: KeyOptions,
  io: CommandIo,
): Promise<number> {
  const read =
    task.file === undefined ? await askPhrase(io) : await openFile(task.file, options, io);
  if (!read.ok) return refuse(read.message, options, io);
  const { secretKey } = read;
  const hostId = bytesToHex(publicKeyOf(secretKey));
  const { keyFile, json } = options;
  const unlock = lockData(options);
  try {
    const outcome = putKey(keyFile, secretKey);
    if (outcome === "other" && !task.replaces) {
      const present = readKey(keyFile);
      const presentId = present && bytesToHex(publicKeyOf(present));
      const message = `${keyFile} has the key of another Host, ${presentId}, and this is the key of ${hostId}: --replace puts it there and keeps the other beside it`;
      return refuse(message, options, io);
    }
    const backup = outcome === "other" ? replaceKey(keyFile, secretKey) : undefined;
    const already = outcome === "same" ? " was there already" : "";
    if (json) io.print(jsonLine({ hostId, keyFile, ...(backup === undefined ? {} : { backup }) }));
    else {
      io.print(`The key of Host ${hostId}${already || " is restored"}, in ${keyFile}`);
      if (backup !== undefined) io.print(`The key that was there is kept in ${backup}`);
    }
    return 0;
  } finally {
    unlock();
  }
}

type Restored =
  | { readonly ok: true; readonly secretKey: Uint8Array }
  | { readonly ok: false; readonly message: string };

async function openFile(file: string, options: KeyOptions, io: CommandIo): Promise<Restored> {
  const bytes = await io.readFile(file).catch((cause: unknown) => {
    throw new Error(`expected a key file at ${file}, could not read it`, { cause });
  });
  let read: KeyFile = await decodeKeyFile(bytes);
  if (!read.ok && read.fault === "passphrase-needed") {
    const passphrase = await passphraseToOpen(options.passphrase, io);
    const onProgress = (share: number) => io.status(`Opening ${Math.floor(100 * share)} %`);
    read = await decodeKeyFile(bytes, passphrase, { signal: io.stop, onProgress });
  }
  return read.ok ? { ok: true, secretKey: read.key.secretKey } : read;
}

/** Takes lines until they hold 24 words, or there are no more: words are pasted in many shapes. */
async function askPhrase(io: CommandIo): Promise<Restored> {
  let text = "";
  let question = "The 24 words: ";
  for (;;) {
    const line = await io.askLine(question);
    const read = decodePhrase(`${text}\n${line ?? ""}`);
    if (line === undefined || read.ok) return read;
    if (read.fault !== "word-count" || read.found > phraseLength) return read;
    text += `\n${line}`;
    question = `${read.found} of ${phraseLength} words, go on: `;
  }
}

function refuse(message: string, { json }: KeyOptions, io: CommandIo): number {
  if (json) io.print(jsonLine({ refused: message }));
  else io.warn(message);
  return 1;
}

/** Holds the data folder as the Host or the full node that works on it would. */
function lockData({ dataFolder, keyFile }: KeyOptions): () => void {
  if (path.basename(keyFile) === "node.key") {
    const store = openLedgerStore(path.dirname(keyFile));
    return () => store.close();
  }
  return lockFolder(dataFolder).release;
}
