import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "../../command.ts";
import { parsed } from "../option-values.ts";

export const usage = `npm run key -- show               the Host that the key makes, and the file it is in
npm run key -- phrase             the key as 24 words, for paper
npm run key -- export [FILE]      the key as an encrypted file, which any age opens (stadion-key-….age)
npm run key -- restore FILE       takes the key from such a file
npm run key -- restore --phrase   takes the key from its 24 words

  --data      the data folder of a Host or a full node (.stadion/host unless given)
  --key-file  the key's file (host.key in the data folder; a full node's is node.key)
  --replace   restore although there is another key, which is kept beside the new one
  --yes       print the phrase although no terminal shows it
  --json      one JSON object

The passphrase is asked for; a script sets STADION_PASSPHRASE.`;

export type KeyTask =
  | { readonly verb: "show" }
  | { readonly verb: "phrase"; readonly mayPrint: boolean }
  | { readonly verb: "export"; readonly file: string | undefined }
  | {
      readonly verb: "restore";
      /** Absent when it comes from the phrase. */
      readonly file: string | undefined;
      readonly replaces: boolean;
    };

export interface KeyOptions {
  readonly task: KeyTask;
  readonly dataFolder: string;
  readonly keyFile: string;
  /** From the environment; asked for where it is absent. */
  readonly passphrase: string | undefined;
  readonly json: boolean;
}

const options = {
  data: { type: "string", default: path.join(".stadion", "host") },
  "key-file": { type: "string" },
  phrase: { type: "boolean", default: false },
  replace: { type: "boolean", default: false },
  yes: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

export function parseKeyOptions(
  args: readonly string[],
  passphrase: string | undefined,
): KeyOptions {
  const { values, positionals } = parsed(() =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const dataFolder = path.resolve(values.data);
  const keyFile = values["key-file"];
  return {
    task: taskOf(positionals, values),
    dataFolder,
    keyFile: keyFile === undefined ? keyFileIn(dataFolder) : path.resolve(keyFile),
    passphrase,
    json: values.json,
  };
}

function taskOf(
  [verb, file, ...others]: readonly string[],
  { phrase, replace, yes }: { phrase: boolean; replace: boolean; yes: boolean },
): KeyTask {
  const [extra] = others;
  if (extra !== undefined) throw new UsageError(`expected one file, found also ${extra}`);
  if ((phrase || replace) && verb !== "restore")
    throw new UsageError("--phrase and --replace go with key restore alone");
  if (yes && verb !== "phrase") throw new UsageError("--yes goes with key phrase alone");
  switch (verb) {
    case "show":
    case "phrase":
      if (file !== undefined) throw new UsageError(`expected no file, found ${file}`);
      return verb === "show" ? { verb } : { verb, mayPrint: yes };
    case "export":
      return { verb, file };
    case "restore":
      if (phrase === (file !== undefined))
        throw new UsageError("expected a key file or --phrase, one of the two");
      return { verb, file, replaces: replace };
    default:
      throw new UsageError(`expected show, phrase, export or restore, found ${verb}`);
  }
}

function keyFileIn(folder: string): string {
  const nodeKey = path.join(folder, "node.key");
  return existsSync(nodeKey) ? nodeKey : path.join(folder, "host.key");
}
