import { decodeFrame, encodeFrame, type Frame } from "./wire/frame.ts";
import type { FrameStream } from "./wire/frame-stream.ts";

/** One end of a stream in memory, and what the test does at the other. */
export interface TestStream extends FrameStream {
  /** All that this end sent. */
  readonly sent: Frame[];
  /** Hands this end a frame, or an error that reading throws. */
  receive(frame: Frame | Error): void;
  /** The other end closes. */
  end(): void;
  /** Whether what is sent gets stuck. */
  isStuck: boolean;
  readonly aborted: Error[];
}

export function createTestStream(): TestStream {
  const sent: Frame[] = [];
  const aborted: Error[] = [];
  const incoming: (Frame | Error | undefined)[] = [];
  let wake = (): void => {};
  const push = (next: Frame | Error | undefined): void => {
    incoming.push(next);
    wake();
  };
  const stream: TestStream = {
    sent,
    aborted,
    isStuck: false,
    receive: push,
    end: () => push(undefined),
    async read() {
      while (incoming.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const next = incoming.shift();
      if (next instanceof Error) throw next;
      return next;
    },
    send(frame) {
      const copy = decodeFrame(encodeFrame(frame)); // as it goes over the wire
      if (copy) sent.push(copy);
      return !stream.isStuck;
    },
    isFull: () => stream.isStuck,
    drained: () => new Promise(() => {}),
    close: async () => {},
    abort(reason) {
      aborted.push(reason);
      push(undefined);
    },
  };
  return stream;
}
