import { firstCredit } from "../limits.ts";
import { type Frame, maxBodyBytes } from "../wire/frame.ts";

/** Answers of one stream that are not yet sent whole. */
export interface OpenAnswers {
  /** Number of answers that wait for credit. */
  count(): number;
  has(id: number): boolean;
  /** Bytes that wait for credit. */
  heldBytes(): number;
  /** Parts sent so far, of all answers. */
  partsSent(): number;
  start(id: number, answer: Uint8Array): void;
  /** False if no such answer is open. */
  credit(id: number, parts: number): boolean;
}

interface OpenAnswer {
  readonly answer: Uint8Array;
  at: number;
  credit: number;
}

/** Cuts answers into parts and sends them as credit allows. */
export function createOpenAnswers(send: (frame: Frame) => void): OpenAnswers {
  const open = new Map<number, OpenAnswer>();
  let partsSent = 0;
  const pump = (id: number, entry: OpenAnswer): void => {
    while (entry.credit > 0) {
      const body = entry.answer.subarray(entry.at, entry.at + maxBodyBytes);
      entry.at += body.length;
      entry.credit -= 1;
      partsSent += 1;
      const isLast = entry.at === entry.answer.length;
      if (isLast) open.delete(id);
      send({ id, kind: isLast ? "end" : "part", body });
      if (isLast) return;
    }
  };
  return {
    count: () => open.size,
    has: (id) => open.has(id),
    heldBytes() {
      let bytes = 0;
      for (const { answer, at } of open.values()) bytes += answer.length - at;
      return bytes;
    },
    partsSent: () => partsSent,
    start(id, answer) {
      const entry = { answer, at: 0, credit: firstCredit };
      open.set(id, entry);
      pump(id, entry);
    },
    credit(id, parts) {
      const entry = open.get(id);
      if (!entry) return false;
      entry.credit = Math.min(entry.credit + parts, firstCredit);
      pump(id, entry);
      return true;
    },
  };
}
