/** A ledger whose own records contradict each other or this program; it must not go on (LD6). */
export class LedgerFaultError extends Error {
  override readonly name = "LedgerFaultError";
}
