// Bounds that are the same on every network (TX4, TX6, LD9 to LD17).

/** Most heights between a transaction's block and its `validUntil`. */
export const maxTxLifeBlocks = 1000n;
/** Most transactions of one sender in a block. */
export const maxTxsPerSender = 8;
/** Most `register` transactions in a block. */
export const maxRegistersPerBlock = 64;
/** Most `reveal` transactions of the founder in a block. */
export const maxFounderReveals = 64;
/** Most bytes of a body. */
export const maxBodyBytes = 65_536;
/** Most bytes of a transaction with its signature. */
export const maxTxBytes = 66_000;
/** Most bytes of a block's transactions together. */
export const maxBlockTxBytes = 1_000_000;
/** Most transactions in a block. */
export const maxTxsPerBlock = 8192;
/** A Host is live if its last two heartbeats are fewer heights old than this (LD13). */
export const livenessBlocks = 100n;
/** Draws from a proof that is too long to be re-run whole (LD17). */
export const sampleDraws = 165;
/** Cycles whose Sprint and beacon records are kept besides the current one (LD11). */
export const keptCycles = 2n;
/** Cycles whose summaries are kept (LD11). */
export const keptSummaryCycles = 64n;
/** Most Hosts that commit to a Sprint, and so most that have weight (LD15). */
export const maxWeightHosts = 65_536;
/** Every Host's weight is below this, so no total reaches 2^64 (LD2, LD15). */
export const weightLimit: bigint = 2n ** 48n;
