import type { Stream } from "@libp2p/interface";
import { lpStream } from "@libp2p/utils";
import { FormatError } from "../errors.ts";
import { decodeFrame, encodeFrame, type Frame, maxFrameBytes } from "./frame.ts";

/** Frames over one libp2p stream. */
export interface FrameStream {
  /** The next frame; `undefined` once the other end has closed. Throws `FormatError`. */
  read(): Promise<Frame | undefined>;
  /** Hands a frame to the stream. False while what was written before is still on its way. */
  send(frame: Frame): boolean;
  /** Whether what was sent is still on its way. */
  isFull(): boolean;
  /** Resolves once what was sent is on its way. */
  drained(signal: AbortSignal): Promise<void>;
  close(signal: AbortSignal): Promise<void>;
  abort(reason: Error): void;
}

/**
 * js-libp2p 3 does not slow down a writer whose reader is slow: unread bytes pile up until a stream is reset.
 * So what may be under way is bounded by credits (NW4), and `maxUnreadBytes` is the bound behind them.
 */
export function frameStream(stream: Stream, maxUnreadBytes: number): FrameStream {
  const framed = lpStream(stream, {
    maxDataLength: maxFrameBytes,
    maxBufferSize: maxUnreadBytes,
  });
  return {
    async read() {
      const bytes = await readOne(() => framed.read());
      if (!bytes) return undefined;
      const frame = decodeFrame(bytes);
      if (!frame) throw new FormatError("Expected a frame, found other bytes");
      return frame;
    },
    send(frame) {
      if (stream.status !== "open") return false;
      return stream.send(withLength(encodeFrame(frame)));
    },
    isFull: () => stream.writableNeedsDrain,
    async drained(signal) {
      if (stream.writableNeedsDrain) await stream.onDrain({ signal });
    },
    close: (signal) => stream.close({ signal }),
    abort: (reason) => stream.abort(reason),
  };
}

async function readOne(
  read: () => Promise<{ subarray(): Uint8Array }>,
): Promise<Uint8Array | undefined> {
  try {
    return (await read()).subarray();
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name.startsWith("Invalid")) throw new FormatError("Expected a frame of at most 256 KiB");
    if (name === "StreamBufferError") throw new FormatError("More was sent than credit was given");
    return undefined; // closed or reset: however it ended, no frame follows
  }
}

/** Puts the length, an unsigned varint, before the bytes. */
function withLength(bytes: Uint8Array): Uint8Array {
  const length: number[] = [];
  for (let left = bytes.length; ; left >>>= 7) {
    if (left < 0x80) {
      length.push(left);
      break;
    }
    length.push((left & 0x7f) | 0x80);
  }
  const framed = new Uint8Array(length.length + bytes.length);
  framed.set(length);
  framed.set(bytes, length.length);
  return framed;
}
