import { asciiBytes, asciiText } from "../../rules/chain/index.ts";
import {
  byteList,
  bytes32,
  type Codec,
  container,
  createCodec,
  mapCodec,
  u8,
  u64,
} from "../../rules/codec/index.ts";
import type { NodeProtocol } from "../protocol.ts";
import type { NodeStatus } from "../service.ts";

const version = 1;

/** `{version u8}`: the version of this protocol that the asker speaks. */
const requestCodec: Codec<{ readonly version: number }> = createCodec(container({ version: u8 }));

/** `{chainId Bytes32, preset ByteList[16], height u64, timeMs u64, agent ByteList[64]}` (NW7). */
export const statusCodec: Codec<NodeStatus> = mapCodec(
  createCodec(
    container({
      chainId: bytes32,
      preset: byteList(16),
      height: u64,
      timeMs: u64,
      agent: byteList(64),
    }),
  ),
  (status: NodeStatus) => ({
    ...status,
    preset: asciiBytes(status.preset),
    timeMs: BigInt(Math.max(0, Math.trunc(status.timeMs))),
    agent: asciiBytes(status.agent.slice(0, 64)),
  }),
  (wire) => {
    const preset = asciiText(wire.preset);
    const agent = asciiText(wire.agent);
    if (preset === undefined || agent === undefined || wire.timeMs > maxTimeMs) return undefined;
    return { ...wire, preset, agent, timeMs: Number(wire.timeMs) };
  },
);

/** The last millisecond that a `Date` can name. */
const maxTimeMs = 8_640_000_000_000_000n;

export const statusProtocol: NodeProtocol<{ readonly version: number }, NodeStatus> = {
  id: "/stadion/1/status",
  request: requestCodec,
  maxRequestBytes: 1,
  answer: statusCodec,
  maxAnswerBytes: 256,
  rate: { perSecond: 4, burst: 20 },
  serve: (service) => service.status(),
};

export const statusRequest: { readonly version: number } = { version };
