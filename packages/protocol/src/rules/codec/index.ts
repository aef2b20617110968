export type { Codec } from "./codec.ts";
export { createCodec, mapCodec, refineCodec } from "./codec.ts";
export { BasicList, byteList, bytes32, Container, List, u8, u16, u32, u64 } from "./types.ts";
