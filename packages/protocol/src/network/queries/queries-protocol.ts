import { asciiBytes, asciiText } from "../../rules/chain/index.ts";
import {
  byteList,
  type Codec,
  container,
  createCodec,
  mapCodec,
  u8,
  u64,
} from "../../rules/codec/index.ts";
import type { NodeProtocol } from "../protocol.ts";
import type { QueryAnswer } from "../service.ts";

/** Most bytes of a record: the table of one Sprint with its most Hosts. */
const maxRecordBytes = 16_777_216;

export interface QueryRequest {
  readonly path: string;
  readonly key: Uint8Array;
}

/** `{path ByteList[16], key ByteList[64]}` (NW10). */
const requestCodec: Codec<QueryRequest> = mapCodec(
  createCodec(container({ path: byteList(16), key: byteList(64) })),
  ({ path, key }: QueryRequest) => ({ path: asciiBytes(path), key }),
  ({ path: bytes, key }) => {
    const path = asciiText(bytes);
    return path === undefined ? undefined : { path, key };
  },
);

/** `{height u64, found u8, value ByteList[16777216]}` (NW10). */
export const queryAnswerCodec: Codec<QueryAnswer> = mapCodec(
  createCodec<{ height: bigint; found: number; value: Uint8Array }>(
    container({ height: u64, found: u8, value: byteList(maxRecordBytes) }),
  ),
  ({ height, value }: QueryAnswer) => ({
    height,
    found: value ? 1 : 0,
    value: value ?? new Uint8Array(),
  }),
  ({ height, found, value }) => {
    if (found === 1) return { height, value };
    return found === 0 && value.length === 0 ? { height, value: undefined } : undefined;
  },
);

export const queriesProtocol: NodeProtocol<QueryRequest, QueryAnswer> = {
  id: "/stadion/1/queries",
  request: requestCodec,
  maxRequestBytes: 128,
  answer: queryAnswerCodec,
  maxAnswerBytes: maxRecordBytes + 64,
  rate: { perSecond: 40, burst: 200 },
  serve: (service, { path, key }) => service.query(path, key),
};
