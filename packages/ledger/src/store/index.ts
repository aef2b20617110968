export { DataFolderError } from "./data-folder-error.ts";
export type { LedgerStore } from "./ledger-store.ts";
export { createMemoryStore } from "./memory-store.ts";
export { openLedgerStore } from "./sqlite-store.ts";
