import type { Stream } from "@libp2p/interface";
import { byteStream } from "@libp2p/utils";
import { concatBytes } from "../../rules/crypto/index.ts";
import { FormatError } from "../errors.ts";
import { decodeFrame, encodeFrame, type Frame, maxFrameBytes } from "./frame.ts";

/** Frames over one libp2p stream. */
export interface FrameStream {
  /** The next frame; `undefined` once the other end has closed. Throws `FormatError`. */
  read(): Promise<Frame | undefined>;
  /** Hands a frame to the stream. False while what was written before is still on its way, or if the stream is over. Never throws. */
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
  const incoming = byteStream(stream, { maxBufferSize: maxUnreadBytes });
  const readBytes = async (bytes: number): Promise<Uint8Array> =>
    bytes === 0 ? new Uint8Array() : (await incoming.read({ bytes })).subarray();
  return {
    async read() {
      const bytes = await readFrameBytes(readBytes);
      if (!bytes) return undefined;
      const frame = decodeFrame(bytes);
      if (!frame) throw new FormatError("Expected a frame, found other bytes");
      return frame;
    },
    send(frame) {
      // A stream that waits to be closed is open still, and throws at who writes to it.
      if (stream.status !== "open" || stream.writeStatus !== "writable") return false;
      try {
        return stream.send(withLength(encodeFrame(frame)));
      } catch {
        return false; // libp2p has given it up: who reads it hears of that
      }
    },
    isFull: () => stream.writableNeedsDrain,
    async drained(signal) {
      if (stream.writableNeedsDrain) await stream.onDrain({ signal });
    },
    close: (signal) => stream.close({ signal }),
    abort: (reason) => stream.abort(reason),
  };
}

/** Bytes of the longest length that a frame may have. */
const maxLengthBytes = 3;

type ReadBytes = (count: number) => Promise<Uint8Array>;

/** The bytes behind a length; `undefined` if the stream ended before them, however it ended. */
async function readFrameBytes(read: ReadBytes): Promise<Uint8Array | undefined> {
  try {
    return await read(await readLength(read));
  } catch (error) {
    if (error instanceof FormatError) throw error;
    const name = error instanceof Error ? error.name : "";
    if (name === "StreamBufferError") throw new FormatError("More was sent than credit was given");
    return undefined;
  }
}

/**
 * Reads the unsigned varint before a frame.
 *
 * Ours, because that of libp2p reads on for as long as a length goes on, at a growing cost for each byte.
 */
async function readLength(read: ReadBytes): Promise<number> {
  let length = 0;
  for (let i = 0; i < maxLengthBytes; i++) {
    const [byte = 0] = await read(1);
    length |= (byte & 0x7f) << (7 * i);
    if (byte >= 0x80) continue;
    const isShortest = byte > 0 || i === 0;
    if (length <= maxFrameBytes && isShortest) return length;
    break;
  }
  throw new FormatError("Expected a frame of at most 256 KiB");
}

/** Puts the length, an unsigned varint, before the bytes. */
function withLength(bytes: Uint8Array): Uint8Array {
  const length: number[] = [];
  let left = bytes.length;
  for (; left >= 0x80; left >>>= 7) length.push((left & 0x7f) | 0x80);
  return concatBytes(Uint8Array.of(...length, left), bytes);
}
