import type { Codec } from "../rules/codec/index.ts";
import { announcementCodec, blocksProtocol } from "./blocks/blocks-protocol.ts";
import { queriesProtocol } from "./queries/queries-protocol.ts";
import { statusProtocol, statusRequest } from "./status/status-protocol.ts";
import { createTestNodeService } from "./test-node-service.ts";
import { transactionsProtocol } from "./transactions/transactions-protocol.ts";
import { decodeFrame, encodeFrame, type Frame } from "./wire/frame.ts";

/** One decoder of the network's, and an encoding to mutate. */
export interface MessageSample {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Encodes again what it can read; `undefined` for what it can't. */
  recode(bytes: Uint8Array): Uint8Array | undefined;
}

function sample<T>(name: string, codec: Codec<T>, value: T): MessageSample {
  return {
    name,
    bytes: codec.encode(value),
    recode(bytes) {
      const read = codec.decode(bytes);
      return read === undefined ? undefined : codec.encode(read);
    },
  };
}

const service = createTestNodeService();
const bytes = Uint8Array.from({ length: 40 }, (_, i) => i);
const frameCodec: Codec<Frame> = { encode: encodeFrame, decode: decodeFrame };

/** All that a node or an asker reads from the wire (NW2, NW7 to NW10). */
export const messageSamples: readonly MessageSample[] = [
  sample("frame", frameCodec, { id: 3, kind: "request", body: bytes }),
  sample("status request", statusProtocol.request, statusRequest),
  sample("status answer", statusProtocol.answer, service.status()),
  sample("hand-in", transactionsProtocol.request, { what: 1, bytes }),
  sample("hand-in taken", transactionsProtocol.answer, {
    what: 1,
    answer: { ok: true, id: bytes.slice(0, 32) },
  }),
  sample("hand-in refused", transactionsProtocol.answer, {
    what: 1,
    answer: { ok: false, refusal: "mempool-full" },
  }),
  sample("proof taken", transactionsProtocol.answer, { what: 2, ok: true, message: "Kept" }),
  sample("block request", blocksProtocol.request, { height: 5n }),
  sample("block answer", blocksProtocol.answer, { found: service.block(1n) }),
  sample("no block", blocksProtocol.answer, { found: undefined }),
  sample("announcement", announcementCodec, { height: 5n, timeMs: 6, hash: bytes.slice(0, 32) }),
  sample("query", queriesProtocol.request, { path: "sprint", key: bytes }),
  sample("record", queriesProtocol.answer, { height: 5n, value: bytes }),
  sample("no record", queriesProtocol.answer, { height: 5n, value: undefined }),
];
