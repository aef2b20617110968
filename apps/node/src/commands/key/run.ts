import { bytesToHex, publicKeyOf } from "@stadion/protocol/crypto";
import { encodeKeyFile, encodePhrase, type HostKey, keyFileName } from "@stadion/protocol/host-key";
import { readKey } from "../../adapters/key-file.ts";
import { type CommandIo, UsageError } from "../../command.ts";
import { jsonLine } from "../json-line.ts";
import type { KeyOptions } from "./options.ts";
import { passphraseToSet } from "./passphrase.ts";
import { restore } from "./restore.ts";

/** Does one thing with a key; 0 when done, 1 when a restore was refused. */
export async function runKey(options: KeyOptions, io: CommandIo): Promise<number> {
  const { task } = options;
  switch (task.verb) {
    case "show":
      return show(options, io);
    case "phrase":
      if (!io.isOutputTerminal && !task.mayPrint)
        throw new UsageError(
          "Expected a terminal to show the words on, found a file or a program: --yes prints them all the same",
        );
      return printPhrase(options, io);
    case "export":
      return await exportKey(task.file, options, io);
    case "restore":
      return await restore(task, options, io);
  }
}

function show({ keyFile, json }: KeyOptions, io: CommandIo): number {
  const hostId = bytesToHex(publicKeyOf(existingKey(keyFile)));
  if (json) io.print(jsonLine({ hostId, keyFile }));
  else {
    io.print(`Host  ${hostId}`);
    io.print(`key   ${keyFile}`);
  }
  return 0;
}

function printPhrase({ keyFile, json }: KeyOptions, io: CommandIo): number {
  const secretKey = existingKey(keyFile);
  const words = encodePhrase(secretKey);
  const hostId = bytesToHex(publicKeyOf(secretKey));
  if (json) {
    io.print(jsonLine({ hostId, phrase: words.join(" ") }));
    return 0;
  }
  io.print(`Host ${hostId}`);
  for (let first = 0; first < words.length; first += 4) {
    const row = words.slice(first, first + 4);
    io.print(
      row
        .map((word, i) => `${String(first + i + 1).padStart(4)}. ${word.padEnd(9)}`)
        .join("")
        .trimEnd(),
    );
  }
  io.print("Whoever has these words has the Host. Write them on paper, and keep no photo of it.");
  return 0;
}

async function exportKey(
  named: string | undefined,
  { keyFile, passphrase, json }: KeyOptions,
  io: CommandIo,
): Promise<number> {
  // When the key was made is not known: its file may have been restored since.
  const key: HostKey = { secretKey: existingKey(keyFile) };
  const file = named ?? keyFileName(key);
  if (await isThere(file, io))
    throw new UsageError(`Expected a new file to write, found ${file} there already: name another`);
  const secret = await passphraseToSet(passphrase, io);
  const onProgress = (share: number) => io.status(`Encrypting ${Math.floor(100 * share)} %`);
  const text = await encodeKeyFile(key, secret, { signal: io.stop, onProgress });
  await io.writeFile(file, new TextEncoder().encode(text));
  const hostId = bytesToHex(publicKeyOf(key.secretKey));
  io.print(json ? jsonLine({ hostId, file }) : `The key of Host ${hostId} is in ${file}`);
  return 0;
}

function existingKey(keyFile: string): Uint8Array {
  const secretKey = readKey(keyFile);
  if (secretKey) return secretKey;
  throw new Error(
    `expected a key in ${keyFile}, found none: a Host makes one when it first runs, or restore one`,
  );
}

async function isThere(file: string, io: CommandIo): Promise<boolean> {
  return await io.readFile(file).then(
    () => true,
    () => false,
  );
}
