export type { BackendInfo, NonceResult, SprintBackend, SprintJob } from "./backend.ts";
export { BackendLostError } from "./backend.ts";
export { createOracleBackend } from "./oracle-backend.ts";
