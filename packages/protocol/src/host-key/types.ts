/** A Host's secret key with what is known of it. Whoever has it has the Host: its weight and its earnings. */
export interface HostKey {
  /** 32 bytes: the seed of an Ed25519 key pair (KY1). */
  readonly secretKey: Uint8Array;
  /** Unix milliseconds; absent where nobody wrote it down, as with a phrase. */
  readonly createdAtMs?: number;
}
