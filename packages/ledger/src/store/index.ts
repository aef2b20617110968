export { DataFolderError } from "./data-folder-error.ts";
export type { LedgerSnapshot } from "./ledger-snapshot.ts";
export { openLedgerSnapshot } from "./ledger-snapshot.ts";
export type { LedgerStore } from "./ledger-store.ts";
export { createMemoryStore } from "./memory-store.ts";
export { openLedgerStore } from "./sqlite-store.ts";
