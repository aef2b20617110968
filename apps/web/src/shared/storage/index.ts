export type { KeyRecord } from "./database.ts";
export {
  decodeKeyFile,
  encodeKeyFile,
  makeKey,
  markKeyExported,
  readKey,
  restoreKey,
} from "./keys.ts";
export { useKey } from "./use-key.ts";
export { valueStore } from "./value-store.ts";
