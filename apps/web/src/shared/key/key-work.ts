// What can be done with this page's secret key, over the database. Runs in a worker that lives as long as the dialogue.

import {
  checkQuiz,
  decodeKeyFile,
  decodePhrase,
  drawPassphrase,
  drawQuiz,
  encodeKeyFile,
  encodePhrase,
  hostIdOf,
  type KeyFile,
  keyFileName,
  passphraseFault,
} from "@stadion/protocol/host-key";
import type { Random } from "@stadion/protocol/machine";
import {
  isSaved,
  type KeyRecord,
  keyRecord,
  markKey,
  readKey,
  replaceKey,
} from "#shared/storage/index.ts";
import { type KeyCalls, type KeySource, type OpenedKey, typedDigits } from "./key-calls.ts";

export interface KeyWorkPorts {
  readonly random: Random;
  readonly nowMs: () => number;
  /** Share of a file's encryption that is done, 0..1. */
  readonly onProgress: (share: number) => void;
}

export function createKeyWork(ports: KeyWorkPorts): KeyCalls {
  const { random, nowMs, onProgress } = ports;
  let opened: KeyRecord | undefined;
  return {
    showPhrase: async () => encodePhrase((await presentKey()).secretKey),
    drawQuiz: async () => drawQuiz(random),
    async answerQuiz(places, answers) {
      const { hostId, secretKey } = await presentKey();
      const wrong = checkQuiz(secretKey, places, answers);
      if (wrong.length === 0) await markKey(hostId, { phraseConfirmedAtMs: nowMs() });
      return wrong;
    },
    drawPassphrase: async () => drawPassphrase(random),
    passphraseFault: async (passphrase) => passphraseFault(passphrase),
    async exportFile(passphrase) {
      const record = await presentKey();
      const key = portableKey(record);
      const text = await encodeKeyFile(key, passphrase, { onProgress });
      await markKey(record.hostId, { exportedAtMs: nowMs() });
      return { name: keyFileName(key), text };
    },
    async open(source) {
      opened = undefined;
      const read = await readSource(source, onProgress);
      if (!read.ok) return { ok: false, fault: read.fault, message: read.message };
      opened = kept(read.key, source.from, nowMs());
      return describeOpened(opened);
    },
    async take(replaced, typed) {
      if (!opened) return refused("Expected a key that was read, found none: read it again");
      const present = await readKey();
      if (present?.hostId === opened.hostId) {
        await markKey(opened.hostId, marksOf(opened));
        return { ok: true };
      }
      if (present && !isSaved(present) && typed !== present.hostId.slice(0, typedDigits))
        return refused("The present key is safe nowhere else, and it was not said to let it go");
      if (await replaceKey(opened, replaced)) return { ok: true };
      return refused("The key was replaced in another tab meanwhile: look again which one is here");
    },
  };
}

async function presentKey(): Promise<KeyRecord> {
  const key = await readKey();
  if (!key) throw new Error("There is no key in this browser");
  return key;
}

function portableKey({ secretKey, createdAtMs }: KeyRecord) {
  return { secretKey, ...(createdAtMs > 0 ? { createdAtMs } : {}) };
}

async function readSource(
  source: KeySource,
  onProgress: (share: number) => void,
): Promise<KeyFile | { readonly ok: false; readonly fault: string; readonly message: string }> {
  if (source.from === "file")
    return await decodeKeyFile(source.bytes, source.passphrase, { onProgress });
  const phrase = decodePhrase(source.text);
  return phrase.ok ? { ok: true, key: { secretKey: phrase.secretKey } } : phrase;
}

/** Whoever has just read a key from somewhere has it there. */
function kept(
  key: Extract<KeyFile, { ok: true }>["key"],
  from: KeySource["from"],
  nowMs: number,
): KeyRecord {
  const mark = from === "phrase" ? { phraseConfirmedAtMs: nowMs } : { exportedAtMs: nowMs };
  return keyRecord(key.secretKey, { createdAtMs: key.createdAtMs ?? 0, ...mark });
}

function marksOf({ exportedAtMs, phraseConfirmedAtMs }: KeyRecord): Parameters<typeof markKey>[1] {
  return {
    ...(exportedAtMs > 0 ? { exportedAtMs } : {}),
    ...(phraseConfirmedAtMs > 0 ? { phraseConfirmedAtMs } : {}),
  };
}

async function describeOpened(key: KeyRecord): Promise<OpenedKey> {
  const present = await readKey();
  return {
    ok: true,
    hostId: hostIdOf(key),
    createdAtMs: key.createdAtMs,
    present: present && factsOf(present),
  };
}

function factsOf({ secretKey: _, ...facts }: KeyRecord): Omit<KeyRecord, "secretKey"> {
  return facts;
}

function refused(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}
