export type { KeyRecord } from "./database.ts";
export type { KeyFile } from "./keys.ts";
export {
  decodeKeyFile,
  encodeKeyFile,
  makeKey,
  markKeyExported,
  readKey,
  restoreKey,
} from "./keys.ts";
export { useKey } from "./use-key.ts";
export type { ValueStore } from "./value-store.ts";
export { valueStore } from "./value-store.ts";
