export { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
export { compareBytes, concatBytes, equalBytes, maxU64, u32le, u64le } from "./bytes.ts";
export type { VerifySignature } from "./ed25519.ts";
export { publicKeyOf, signMessage, verifySignature } from "./ed25519.ts";
export type { HashTag } from "./hash.ts";
export { hash, sha256 } from "./hash.ts";
