export type { KeyRecord } from "./database.ts";
export {
  askToPersist,
  isSaved,
  type KeyFacts,
  keyRecord,
  makeKey,
  markKey,
  readKey,
  replaceKey,
} from "./keys.ts";
export { countData, eraseData, exportData, type PageData } from "./page-data.ts";
export { useKey } from "./use-key.ts";
export { valueStore } from "./value-store.ts";
