import { maxTxsPerBlock } from "../../rules/chain/index.ts";
import {
  byteList,
  bytes32,
  type Codec,
  container,
  createCodec,
  list,
  mapCodec,
  u8,
  u32,
  u64,
} from "../../rules/codec/index.ts";
import type { NodeProtocol } from "../protocol.ts";
import type { BlockAnnouncement, BlockAnswer } from "../service.ts";

/** No ledger goes further: a header holds its height as an i64. */
const maxHeight = 2n ** 63n - 1n;

/** Most bytes of a signed block: its transactions and two commits of 10,000 votes each. */
const maxBlockBytes = 4_194_304;

export interface BlockRequest {
  readonly height: bigint;
}

const requestCodec: Codec<BlockRequest> = createCodec<BlockRequest>(container({ height: u64 }));

export interface BlockFound {
  readonly found: BlockAnswer | undefined;
}

/** `{found u8, block ByteList[4194304], codes List[u32, 8192]}` (NW9). */
export const blockFoundCodec: Codec<BlockFound> = mapCodec(
  createCodec<{ found: number; block: Uint8Array; codes: readonly number[] }>(
    container({
      found: u8,
      block: byteList(maxBlockBytes),
      codes: list(u32, maxTxsPerBlock),
    }),
  ),
  ({ found }: BlockFound) =>
    found ? { found: 1, ...found } : { found: 0, block: new Uint8Array(), codes: [] },
  ({ found, block, codes }) => {
    if (found === 1) return { found: { block, codes } };
    const isEmpty = found === 0 && block.length === 0 && codes.length === 0;
    return isEmpty ? { found: undefined } : undefined;
  },
);

/** `{height u64, timeMs u64, hash Bytes32}` (NW9). */
export const announcementCodec: Codec<BlockAnnouncement> = mapCodec(
  createCodec(container({ height: u64, timeMs: u64, hash: bytes32 })),
  (block: BlockAnnouncement) => ({ ...block, timeMs: BigInt(block.timeMs) }),
  (wire) =>
    wire.timeMs > BigInt(Number.MAX_SAFE_INTEGER)
      ? undefined
      : { ...wire, timeMs: Number(wire.timeMs) },
);

export const blocksProtocol: NodeProtocol<BlockRequest, BlockFound, BlockAnnouncement> = {
  id: "/stadion/1/blocks",
  request: requestCodec,
  maxRequestBytes: 8,
  answer: blockFoundCodec,
  maxAnswerBytes: maxBlockBytes + 65_536,
  rate: { perSecond: 20, burst: 100 },
  serve: (service, { height }) => ({
    found: height > maxHeight ? undefined : service.block(height),
  }),
  push: {
    codec: announcementCodec,
    listen: (service, listener) => service.onBlock(listener),
  },
};
