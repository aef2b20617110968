import { advise, explain, kindName } from "@stadion/protocol/chain";
import { bytesToHex, hexToBytes } from "@stadion/protocol/crypto";
import { isAbout, type TxFacts } from "#shared/chain/index.ts";
import { BlockLink, HexName } from "#shared/ui/index.ts";
import { contentRows, envelopeRows, type TxRow } from "./tx-rows.ts";
import { kindWords } from "./tx-words.ts";

interface TxItemProps {
  readonly facts: TxFacts;
  /** Its place in the block, from 1. */
  readonly place: number;
  readonly hostId: string | undefined;
}

/** One transaction: what it is, who sent it, what it says and what became of it. */
export function TxItem({ facts, place, hostId }: TxItemProps): React.ReactNode {
  const { tx, content, code } = facts;
  const kind = tx && kindName(tx.kind);
  const words = kind && kindWords[kind];
  const heading = `tx-${place}`;
  return (
    <li className="tx" data-state={code === 0 ? "taken" : "refused"} aria-labelledby={heading}>
      <div className="tx-head">
        <h3 id={heading}>
          <span className="muted tabular">{place}</span>{" "}
          {words ? capitalised(words.one) : "Unknown transaction"}
        </h3>
        <span className="tag" data-look={code === 0 ? "good" : "bad"}>
          {code === 0 ? "Taken" : "Refused"}
        </span>
        {tx && hostId !== undefined && isAbout(tx, hexToBytes(hostId)) && (
          <span className="block-own">My Host</span>
        )}
      </div>
      {words && <p className="muted small">{words.does}.</p>}
      {code !== 0 && <Refusal facts={facts} />}
      <dl className="facts">
        {tx && <Row row={{ name: "From", hex: bytesToHex(tx.sender) }} />}
        {tx &&
          content &&
          contentRows(content, tx.chainId).map((row) => <Row key={row.name} row={row} />)}
      </dl>
      <details className="tx-envelope">
        <summary>As it was sent</summary>
        <dl className="facts">
          {envelopeRows(facts).map((row) => (
            <Row key={row.name} row={row} />
          ))}
        </dl>
      </details>
    </li>
  );
}

function Row({ row }: { readonly row: TxRow }): React.ReactNode {
  return (
    <>
      <dt>{row.name}</dt>
      <dd className="tabular">
        {"text" in row && row.text}
        {"hex" in row && <HexName hex={row.hex} what={row.name} />}
        {"block" in row && <BlockLink height={row.block} />}
      </dd>
    </>
  );
}

function Refusal({ facts: { refusal, code } }: { readonly facts: TxFacts }): React.ReactNode {
  if (refusal === undefined)
    return <p className="tx-refusal">Refused with code {code}, which this page does not know.</p>;
  return (
    <>
      <p className="tx-refusal">{explain(refusal)}.</p>
      <p className="muted small">{advise(refusal)}.</p>
    </>
  );
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
