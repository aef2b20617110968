export type { BackendInfo, NonceResult, SprintBackend, SprintJob } from "./backend.ts";
export { BackendLostError } from "./backend.ts";
export { createOracleBackend } from "./oracle-backend.ts";
export type { RunOptions, SprintProgress } from "./run-sprint.ts";
export { runSprint } from "./run-sprint.ts";
export type { ProofVerdict, VerifyOptions } from "./verify-proof.ts";
export { verifyProof } from "./verify-proof.ts";
export type { WasmBackendOptions } from "./wasm/wasm-backend.ts";
export { createWasmBackend } from "./wasm/wasm-backend.ts";
