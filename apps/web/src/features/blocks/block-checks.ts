import { resultsHash, signatureFlags } from "@stadion/protocol/chain";
import { bytesToHex, equalBytes } from "@stadion/protocol/crypto";
import type { BlockFacts } from "#shared/chain/index.ts";
import { formatCount } from "#shared/format/index.ts";

/** One thing that this page did, did not or could not yet check. */
export interface BlockCheck {
  readonly verdict: "holds" | "waiting" | "fails" | "not-checked";
  readonly title: string;
  readonly note: string;
}

/**
 * What is certain about a block that the network layer let pass (NW12), and what the next header adds (LD5).
 *
 * @param next - the block after it, checked in the same way; `undefined` while there is none
 */
export function checksOf(block: BlockFacts, next: BlockFacts | undefined): BlockCheck[] {
  const { signatures } = block.commit;
  const signed = signatures.filter(({ flag }) => flag === signatureFlags.commit).length;
  return [
    {
      verdict: "holds",
      title: "The content is the one that was signed",
      note: "The hash of its transactions and that of its parts were computed here; they are those of the signed header and commit.",
    },
    {
      verdict: "holds",
      title: "The validators signed it",
      note: signersNote(signed, signatures.length),
    },
    nextNames(block, next),
    resultsHold(block, next),
    {
      verdict: "not-checked",
      title: "That the results follow from the rules",
      note: "For that every transaction must be run on the state before it. A full node does so for each block; this page does not.",
    },
  ];
}

function signersNote(signed: number, all: number): string {
  if (all === 1)
    return "The one validator that this network's genesis names. Its signature was verified here.";
  return `${formatCount(signed)} of the ${formatCount(all)} validators that this network's genesis names, with more than two thirds of the power. Each signature was verified here.`;
}

function nextNames({ header, hash }: BlockFacts, next: BlockFacts | undefined): BlockCheck {
  const title = "The next block builds on it";
  const after = formatCount(header.height + 1n);
  if (!next) return { verdict: "waiting", title, note: `Block ${after} is not there yet.` };
  const holds = bytesToHex(next.header.lastBlockId.hash) === hash;
  return holds
    ? { verdict: "holds", title, note: `Block ${after}, signed as well, names this block's hash.` }
    : { verdict: "fails", title, note: `Block ${after} names another block before it.` };
}

function resultsHold({ header, codes }: BlockFacts, next: BlockFacts | undefined): BlockCheck {
  const title = "The results shown are those on record";
  const after = formatCount(header.height + 1n);
  if (!next)
    return {
      verdict: "waiting",
      title,
      note: `Until block ${after} holds their hash, they are only what the node says.`,
    };
  return equalBytes(resultsHash(codes), next.header.lastResultsHash)
    ? { verdict: "holds", title, note: `Their hash is the one in the header of block ${after}.` }
    : {
        verdict: "fails",
        title,
        note: `The header of block ${after} has another hash: do not rely on the results shown.`,
      };
}
