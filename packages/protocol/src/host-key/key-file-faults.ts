import type { HostKey } from "./types.ts";

export type KeyFile =
  | { readonly ok: true; readonly key: HostKey }
  | { readonly ok: false; readonly fault: KeyFileFault; readonly message: string };

export type KeyFileFault =
  | "not-a-key-file"
  | "newer-format"
  | "damaged"
  | "other-host"
  | "passphrase-needed"
  | "wrong-passphrase"
  | "not-for-a-passphrase"
  | "too-much-work"
  | "too-little-memory";

const messages: Readonly<Record<KeyFileFault, string>> = {
  "not-a-key-file": "Expected a Stadion key file, found another file",
  "newer-format": "The key file was made by a newer version of Stadion: update this one first",
  damaged: "The key file is damaged or cut short: use another copy, or the recovery phrase",
  "other-host": "The secret key in the file is not that of the Host it names: the file was altered",
  "passphrase-needed": "The key file is encrypted: give the passphrase it was exported with",
  "wrong-passphrase": "The passphrase does not open this key file: check capitals and keyboard",
  "not-for-a-passphrase":
    'The file is encrypted for an age identity, not with a passphrase: open it with "age -d -i" first',
  "too-much-work":
    'Opening the file would take more memory than Stadion uses for it: open it with "age -d" first',
  "too-little-memory": "There is too little free memory to open the key file: close other programs",
};

export function refused(fault: KeyFileFault): KeyFile {
  return { ok: false, fault, message: messages[fault] };
}
