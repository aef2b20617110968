/**
 * Why the ledger refuses a transaction (LD22). The place in the list, from 1, is the result code;
 * so new ones go at the end and none is taken away.
 */
const sentences = {
  malformed: "This is not a transaction in the one encoding it can have",
  "wrong-version": "This node does not know the transaction's version",
  "wrong-chain": "The transaction is for another network",
  "bad-signature": "The signature does not fit sender and content",
  expired: "The transaction was valid only up to an earlier block",
  "valid-too-long": "The transaction is valid for longer than 1,000 blocks",
  "nonce-used": "The sender has already used this nonce or a later one in this lane",
  "fee-not-zero": "No transaction costs a fee yet",
  "unknown-kind": "There is no transaction of this kind",
  "too-many": "The sender has already had its share of this block",
  "not-registered": "The sender is not registered as a Host",
  "already-registered": "The Host is registered already",
  "payout-not-sender": "The payout account is not the sender's own",
  "heartbeat-stale": "The heartbeat names a block that is too old, or not yet there",
  "wrong-cycle": "The transaction is for another cycle",
  "not-in-deal": "Beacon dealings are taken at the start of a cycle only",
  "not-in-open": "It is not the time to open this beacon value",
  "not-the-dealer": "The sender does not deal this network's beacon",
  "already-dealt": "This beacon value has been dealt already",
  "secret-differs": "The opened secret is not the one that was dealt",
  "not-in-sprint": "Commits are taken during the Sprint only",
  "not-in-reveal": "Proofs are taken in the reveal window after the Sprint only",
  "already-revealed": "The proof has been revealed already",
  "proof-hash-differs": "The proof is not the one that was committed",
  "proof-malformed": "The proof does not have the form of a Sprint proof",
  "proof-of-another-sprint": "The proof was made for another Sprint",
  "proof-of-another-host": "The proof was made by another Host",
  "proof-differs-from-commit": "The proof's count or level is not the one that was committed",
  "not-in-audit": "Verdicts are taken while proofs are audited only",
  "not-the-referee": "The sender does not referee this Sprint",
  "nothing-to-judge": "The Host has revealed no proof to judge",
  "already-judged": "The proof has been judged already",
  "nonce-not-in-proof": "The verdict names a nonce that the proof does not have",
  "bad-count-or-level": "No proof can have this count at this level",
  "no-commit": "The Host committed to no proof in this Sprint",
  "already-open": "This beacon value is open already",
  "not-dealt": "This beacon value was never dealt",
  "block-too-big": "The block has no room for the transaction",
  "sprint-full": "As many Hosts as a Sprint can have committed to this one already",
} as const;

/** Why a node, for reasons of its own, does not take a transaction in. */
const nodeSentences = {
  "mempool-full":
    "The node holds as many waiting transactions as it can; try again in a block or two",
  "already-known": "The node has this transaction already",
  stopping: "The node is stopping",
} as const;

export type Refusal = keyof typeof sentences;
export type NodeRefusal = keyof typeof nodeSentences;

/** All refusals of the ledger; the result code of one is its place, counted from 1. */
export const refusals = Object.keys(sentences) as readonly Refusal[];

export function refusalCode(refusal: Refusal): number {
  return refusals.indexOf(refusal) + 1;
}

/** The refusal behind a result code; `undefined` for 0, which is success, and for unknown ones. */
export function refusalOf(code: number): Refusal | undefined {
  return refusals[code - 1];
}

/** The sentence for a person, the same in the API and on the page. */
export function explain(refusal: Refusal | NodeRefusal): string {
  return { ...sentences, ...nodeSentences }[refusal];
}
