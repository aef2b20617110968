/** Something the node owes the ledger. It looks at the state after each block and does what is due. */
export interface Duty {
  /** Must return at once: the next block does not wait for it. */
  afterBlock(): void;
}
