import type { Connection } from "@libp2p/interface";
import { createTokenBucket } from "./token-bucket.ts";

/** Streams that a peer opens: at once, and a second in the long run (NW18). */
const rate = { perSecond: 2, burst: 64 };
const maxOpen = 64;

/** Tells of a peer that opens streams too fast or too many of them; once. */
export function guardStreams(
  connection: Connection,
  nowMs: () => number,
  onTooMany: (reason: string) => void,
): void {
  const bucket = createTokenBucket(rate, nowMs);
  let isOver = false;
  streamsOf(connection).addEventListener("stream", () => {
    if (isOver) return;
    const open = connection.streams.filter(({ direction }) => direction === "inbound").length;
    if (bucket.take() && open <= maxOpen) return;
    isOver = true;
    onTooMany(`Expected at most ${maxOpen} streams, and ${rate.perSecond} more a second`);
  });
}

interface IncomingStreams {
  addEventListener(event: "stream", listener: () => void): void;
}

/** What a connection of libp2p's hears of each new stream by, before its protocol is negotiated. */
function streamsOf(connection: Connection): IncomingStreams {
  const muxer: unknown = "muxer" in connection ? connection.muxer : undefined;
  if (typeof muxer === "object" && muxer !== null && "addEventListener" in muxer)
    return muxer as IncomingStreams;
  throw new TypeError("This version of libp2p keeps its streams elsewhere");
}
