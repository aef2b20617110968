export type { Codec } from "./codec.ts";
export { createCodec, mapCodec, refineCodec } from "./codec.ts";
export type { SszType } from "./ssz.ts";
export { byteList, bytes32, container, list, u8, u16, u32, u64 } from "./ssz.ts";
