import { bytesToHex } from "@stadion/protocol/crypto";
import type { BlockFacts } from "#shared/chain/index.ts";
import { formatCountOf } from "#shared/format/index.ts";
import { HexName } from "#shared/ui/index.ts";

interface HeaderField {
  readonly name: string;
  readonly meaning: string;
  readonly hex: string;
}

/** The header in words: each field with what it is for. */
export function HeaderFacts({ block }: { readonly block: BlockFacts }): React.ReactNode {
  const { header, bytes, commit } = block;
  return (
    <section className="section" aria-labelledby="header">
      <h2 id="header">Header</h2>
      <dl className="header-fields">
        {headerFields(block).map((field) => (
          <Field key={field.name} field={field} />
        ))}
      </dl>
      <p className="muted small wrap-anywhere">
        Network {header.chainId}. The signed block has {formatCountOf(bytes, "byte")} and was agreed
        on in round {commit.round}.
      </p>
    </section>
  );
}

function Field({ field: { name, meaning, hex } }: { readonly field: HeaderField }) {
  return (
    <div className="header-field">
      <dt>{name}</dt>
      <dd>
        {hex === "" ? (
          <span className="muted">None</span>
        ) : (
          <HexName hex={hex} what={name} isWhole />
        )}
        <p className="muted small">{meaning}</p>
      </dd>
    </div>
  );
}

function headerFields({ header, hash }: BlockFacts): HeaderField[] {
  const field = (name: string, meaning: string, bytes: Uint8Array): HeaderField => ({
    ...{ name, meaning },
    hex: bytesToHex(bytes),
  });
  return [
    { name: "Hash", meaning: "Names the block: the hash of its header.", hex: hash },
    field(
      "Block before",
      "The hash of the block that this one builds on.",
      header.lastBlockId.hash,
    ),
    field(
      "Proposer",
      "Address of the validator that put the block together.",
      header.proposerAddress,
    ),
    field("Transactions", "Hash of all transactions of this block.", header.dataHash),
    field("State before", "App hash: the ledger's state after the block before.", header.appHash),
    field(
      "Results before",
      "Hash of what became of the transactions of the block before.",
      header.lastResultsHash,
    ),
    field("Last commit", "Hash of the signatures under the block before.", header.lastCommitHash),
    field("Validators", "Hash of the validators that sign this block.", header.validatorsHash),
    field("Next validators", "Hash of those that sign the next one.", header.nextValidatorsHash),
    field("Consensus", "Hash of the consensus parameters.", header.consensusHash),
    field("Evidence", "Hash of proofs that a validator signed twice.", header.evidenceHash),
  ];
}
