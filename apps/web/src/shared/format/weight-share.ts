/** Share of a weight in the total, 0..1, in steps of a millionth. */
export function weightShare(own: bigint, total: bigint): number {
  return total > 0n ? Number((own * 1_000_000n) / total) / 1_000_000 : 0;
}
