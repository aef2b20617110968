/** What happened, and what to do about it. */
type Words = readonly [string, string];

/**
 * Why the ledger refuses a transaction (LD22). The place in the list, from 1, is the result code;
 * so new ones go at the end and none is taken away.
 */
const words = {
  malformed: [
    "This is not a transaction in the one encoding it can have",
    "Encode it as the page of the ledger says, with the signature last",
  ],
  "wrong-version": [
    "This node does not know the transaction's version",
    "Use the same release as the node",
  ],
  "wrong-chain": [
    "The transaction is for another network",
    "Sign it for the network that this node serves",
  ],
  "bad-signature": [
    "The signature does not fit sender and content",
    "Sign exactly these bytes with the sender's key",
  ],
  expired: [
    "The transaction was valid only up to an earlier block",
    "Sign it again with a later last block",
  ],
  "valid-too-long": [
    "The transaction is valid for longer than 1,000 blocks",
    "Sign it again with an earlier last block",
  ],
  "nonce-used": [
    "The sender has already used this nonce or a later one in this lane",
    "Sign it again with a greater nonce, or use a lane of its own",
  ],
  "fee-not-zero": ["No transaction costs a fee yet", "Sign it again with a fee of 0"],
  "unknown-kind": ["There is no transaction of this kind", "Use the same release as the node"],
  "too-many": [
    "The sender has already had its share of this block",
    "Send it again after the next block",
  ],
  "not-registered": [
    "The sender is not registered as a Host",
    "Register first; a Host does so by itself",
  ],
  "already-registered": ["The Host is registered already", "There is nothing to do"],
  "payout-not-sender": [
    "The payout account is not the sender's own",
    "Name the sender as payout account",
  ],
  "heartbeat-stale": [
    "The heartbeat names a block that is too old, or not yet there",
    "Read the last block from the node and send another heartbeat",
  ],
  "wrong-cycle": [
    "The transaction is for another cycle",
    "Read the present cycle from the node; what was late for its own is lost",
  ],
  "not-in-deal": [
    "Beacon dealings are taken at the start of a cycle only",
    "Deal again in the next cycle",
  ],
  "not-in-open": ["It is not the time to open this beacon value", "Open it in its own phase"],
  "not-the-dealer": [
    "The sender does not deal this network's beacon",
    "Leave it to the founder's node",
  ],
  "already-dealt": [
    "This beacon value has been dealt already",
    "There is nothing to do; the first dealing counts",
  ],
  "secret-differs": [
    "The opened secret is not the one that was dealt",
    "Open the secret behind the hash that the ledger has",
  ],
  "not-in-sprint": [
    "Commits are taken during the Sprint only",
    "Wait for the next Sprint; a commit that came late is lost, the last one in time counts",
  ],
  "not-in-reveal": [
    "Proofs are taken in the reveal window after the Sprint only",
    "Reveal in the window; hand the proof to the node with its commit, then it reveals in time",
  ],
  "already-revealed": [
    "The proof has been revealed already",
    "There is nothing to do; whoever reveals it, it counts for its Host",
  ],
  "proof-hash-differs": [
    "The proof is not the one that was committed",
    "Reveal the list behind the last commit that the ledger has, unchanged",
  ],
  "proof-malformed": [
    "The proof does not have the form of a Sprint proof",
    "Encode it as the page of the Sprint says",
  ],
  "proof-of-another-sprint": [
    "The proof was made for another Sprint",
    "Work on the seed of the present Sprint",
  ],
  "proof-of-another-host": [
    "The proof was made by another Host",
    "Only nonces tried with a Host's own key count for it",
  ],
  "proof-differs-from-commit": [
    "The proof's count or level is not the one that was committed",
    "Commit to the count and level that the list has",
  ],
  "not-in-audit": [
    "Verdicts are taken while proofs are audited only",
    "Wait for the audit; what was not judged in it stays unjudged",
  ],
  "not-the-referee": ["The sender does not referee this Sprint", "Leave it to the referee"],
  "nothing-to-judge": [
    "The Host has revealed no proof to judge",
    "Judge Hosts whose proof is in the ledger",
  ],
  "already-judged": [
    "The proof has been judged already",
    "There is nothing to do; the first verdict is final",
  ],
  "nonce-not-in-proof": [
    "The verdict names a nonce that the proof does not have",
    "Name a nonce of the proof that was re-run",
  ],
  "bad-count-or-level": [
    "No proof can have this count at this level",
    "Commit at a level that holds the list: see the page of the Sprint",
  ],
  "no-commit": ["The Host committed to no proof in this Sprint", "Commit during the next Sprint"],
  "already-open": ["This beacon value is open already", "There is nothing to do"],
  "not-dealt": ["This beacon value was never dealt", "Wait for the next cycle"],
  "block-too-big": [
    "The block has no room for the transaction",
    "Send it again after the next block",
  ],
  "sprint-full": [
    "As many Hosts as a Sprint can have committed to this one already",
    "Commit early in the next Sprint",
  ],
} as const satisfies Readonly<Record<string, Words>>;

/** Why a node, for reasons of its own, does not take a transaction in. */
const nodeWords = {
  "mempool-full": [
    "The node holds as many waiting transactions as it can",
    "Send it again in a block or two, or to another node",
  ],
  "already-known": [
    "The node has this transaction already",
    "There is nothing to do; wait for the next block",
  ],
  stopping: ["The node is stopping", "Send it again when the node is back, or to another node"],
} as const satisfies Readonly<Record<string, Words>>;

export type Refusal = keyof typeof words;
export type NodeRefusal = keyof typeof nodeWords;

/** All refusals of the ledger; the result code of one is its place, counted from 1. */
export const refusals = Object.keys(words) as readonly Refusal[];

export function refusalCode(refusal: Refusal): number {
  return refusals.indexOf(refusal) + 1;
}

/** The refusal behind a result code; `undefined` for 0, which is success, and for unknown ones. */
export function refusalOf(code: number): Refusal | undefined {
  return refusals[code - 1];
}

const all: Readonly<Record<Refusal | NodeRefusal, Words>> = { ...words, ...nodeWords };

/** What happened, in a sentence for a person, the same in the API, the terminal and the page. */
export function explain(refusal: Refusal | NodeRefusal): string {
  return all[refusal][0];
}

/** What to do about it, in a sentence that may stand after the one of `explain`. */
export function advise(refusal: Refusal | NodeRefusal): string {
  return all[refusal][1];
}
