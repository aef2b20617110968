import {
  type BeaconDeal,
  type BeaconOpen,
  type Commit,
  deriveBeaconValue,
  type Reveal,
  type Verdict,
} from "@stadion/protocol/chain";
import { bytesToHex } from "@stadion/protocol/crypto";
import { decodeProof, hashProof, proofWeight } from "@stadion/protocol/sprint";
import type { TxContent, TxFacts } from "#shared/chain/index.ts";
import { formatCount, formatCountOf } from "#shared/format/index.ts";
import { faultWords, outcomeWords, roleWords } from "./tx-words.ts";

/** One line of a transaction's content. */
export type TxRow = { readonly name: string } & (
  | { readonly text: string }
  | { readonly hex: string }
  | { readonly block: bigint }
);

/** What a transaction says, in words; units and numbers are for people. */
export function contentRows(content: TxContent, chainId: Uint8Array): TxRow[] {
  switch (content.kind) {
    case "register":
      return [{ name: "Paid to", hex: bytesToHex(content.body.payout) }];
    case "heartbeat":
      return [{ name: "Has seen", block: content.body.height }];
    case "commit":
      return commitRows(content.body);
    case "reveal":
      return revealRows(content.body);
    case "verdict":
      return verdictRows(content.body);
    case "beaconDeal":
      return dealRows(content.body);
    case "beaconOpen":
      return openRows(content.body, chainId);
  }
}

function commitRows({ cycle, count, level, proofHash }: Commit): TxRow[] {
  return [
    cycleRow(cycle),
    { name: "Found", text: `${formatCountOf(count, "nonce")} at level ${level}` },
    { name: "Worth", text: `${formatCount(proofWeight(count, level))} weight, if the proof holds` },
    { name: "Hash of the proof", hex: bytesToHex(proofHash) },
  ];
}

const noncesShown = 12;

function revealRows({ cycle, host, proof: encoding }: Reveal): TxRow[] {
  const proof = decodeProof(encoding);
  const rows: TxRow[] = [cycleRow(cycle), { name: "Proof of", hex: bytesToHex(host) }];
  const hash = { name: "Hash of the proof", hex: bytesToHex(hashProof(encoding)) };
  if (!proof) return [...rows, { name: "Proof", text: "Not in the form of a Sprint proof" }, hash];
  const { nonces, level } = proof;
  const first = nonces.slice(0, noncesShown).map(formatCount).join(" · ");
  const more =
    nonces.length > noncesShown ? ` and ${formatCount(nonces.length - noncesShown)} more` : "";
  return [
    ...rows,
    { name: "Shows", text: `${formatCountOf(nonces.length, "nonce")} at level ${level}` },
    { name: "Nonces", text: `${first}${more}` },
    { name: "Length", text: formatCountOf(encoding.length, "byte") },
    hash,
  ];
}

function verdictRows({ cycle, host, outcome, nonce, fault, digests }: Verdict): TxRow[] {
  const rows: TxRow[] = [
    cycleRow(cycle),
    { name: "Proof of", hex: bytesToHex(host) },
    { name: "Verdict", text: outcomeWords(outcome) },
  ];
  if (outcome === 2)
    rows.push({ name: "At fault", text: `nonce ${formatCount(nonce)}: ${faultWords(fault)}` });
  if (outcome !== 3) rows.push({ name: "Hash of what it computed", hex: bytesToHex(digests) });
  return rows;
}

function dealRows({ cycle, role, hash }: BeaconDeal): TxRow[] {
  return [
    cycleRow(cycle),
    { name: "Value", text: roleWords(role) },
    { name: "Hash of the secret", hex: bytesToHex(hash) },
  ];
}

function openRows({ cycle, role, secret }: BeaconOpen, chainId: Uint8Array): TxRow[] {
  return [
    cycleRow(cycle),
    { name: "Value", text: roleWords(role) },
    { name: "Secret", hex: bytesToHex(secret) },
    {
      name: role === 0 ? "R" : "R′",
      hex: bytesToHex(deriveBeaconValue(chainId, cycle, role, secret)),
    },
  ];
}

/** What surrounds the content: who may send it when, and what it takes. */
export function envelopeRows({ id, bytes, tx }: TxFacts): TxRow[] {
  const rows: TxRow[] = [{ name: "Name", hex: id }];
  if (tx)
    rows.push(
      { name: "Lane and nonce", text: `${tx.lane}, ${formatCount(tx.nonce)}` },
      { name: "Valid up to", block: tx.validUntil },
      { name: "Fee", text: formatCount(tx.fee) },
    );
  return [...rows, { name: "Length", text: formatCountOf(bytes, "byte") }];
}

function cycleRow(cycle: bigint): TxRow {
  return { name: "Cycle", text: formatCount(cycle) };
}
