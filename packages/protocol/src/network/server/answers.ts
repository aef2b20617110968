import { firstCredit } from "../limits.ts";
import { type Frame, maxBodyBytes } from "../wire/frame.ts";

/** Answers of one stream that are not yet sent whole. */
export interface OpenAnswers {
  /** Number of answers that wait for credit. */
  count(): number;
  has(id: number): boolean;
  start(id: number, answer: Uint8Array): void;
  credit(id: number, parts: number): void;
}

/** Cuts answers into parts and sends them as credit allows. */
export function createOpenAnswers(send: (frame: Frame) => void): OpenAnswers {
  const open = new Map<number, { readonly answer: Uint8Array; at: number; credit: number }>();
  const pump = (id: number): void => {
    const entry = open.get(id);
    if (!entry) return;
    while (entry.credit > 0) {
      const body = entry.answer.subarray(entry.at, entry.at + maxBodyBytes);
      entry.at += body.length;
      entry.credit -= 1;
      const isLast = entry.at === entry.answer.length;
      if (isLast) open.delete(id);
      send({ id, kind: isLast ? "end" : "part", body });
      if (isLast) return;
    }
  };
  return {
    count: () => open.size,
    has: (id) => open.has(id),
    start(id, answer) {
      open.set(id, { answer, at: 0, credit: firstCredit });
      pump(id);
    },
    credit(id, parts) {
      const entry = open.get(id);
      if (!entry) return; // the answer's last part crossed the credit on the way
      entry.credit = Math.min(entry.credit + parts, firstCredit);
      pump(id);
    },
  };
}
