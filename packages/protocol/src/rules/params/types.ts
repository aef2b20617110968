/** Constants of the Sprint's transformer, test and proof. Names as in spec/sprint.md SP28. */
export interface SprintParams {
  /** Transformer layers. */
  readonly layers: number;
  /** Width of the residual, D; a multiple of 64, four times `heads`. */
  readonly dim: number;
  /** Attention heads of 4 dimensions each. */
  readonly heads: number;
  /** Width of the gated feed-forward, F; a multiple of 64. */
  readonly ffn: number;
  /** Length of the output vector, V; a power of two. */
  readonly vocab: number;
  /** Bits by which five times a sum is shifted to an int8 value (SP12). */
  readonly requantShift: number;
  /** Bits by which the attention branch is shifted before it is added (SP15). */
  readonly attentionShift: number;
  /** Bits by which the feed-forward branch is shifted before it is added (SP15). */
  readonly ffnShift: number;
  /** Least squared cosine that passes, in units of 2^-32 (SP21). */
  readonly thresholdSquared: number;
  /** Nominal share of nonces that pass is one in this many. */
  readonly passOneIn: number;
  /** Most nonces in one proof (SP23). */
  readonly maxNonces: number;
}

/** Lengths of a cycle's phases. */
export interface CycleParams {
  /** Time from one block to the next, in milliseconds. */
  readonly blockMs: number;
  /** Blocks in which beacon dealings are taken. */
  readonly dealBlocks: number;
  /** Blocks in which the beacon's first value is opened. */
  readonly openBlocks: number;
  /** Length of the Sprint, in milliseconds of block time. */
  readonly sprintMs: number;
  /** Most blocks a Sprint lasts, whatever the clock says. */
  readonly sprintMaxBlocks: number;
  /** Blocks in which nonce lists are revealed. */
  readonly revealBlocks: number;
  /** Blocks in which the beacon's second value, which draws the samples, is opened. */
  readonly secondOpenBlocks: number;
  /** Blocks in which referees judge. */
  readonly auditBlocks: number;
  /** Blocks from one cycle's start to the next. */
  readonly cycleBlocks: number;
}

/** Everything the parties of one network must agree on. */
export interface Params {
  readonly name: PresetName;
  readonly sprint: SprintParams;
  readonly cycle: CycleParams;
}

export type PresetName = "test" | "local" | "testnet" | "mainnet";
