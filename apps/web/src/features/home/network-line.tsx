import { type NetworkFacts, networkWords } from "./network-words.ts";

/** The state of the network in words. */
export function NetworkLine({ facts }: { readonly facts: NetworkFacts }): React.ReactNode {
  const { look, connection, detail, network } = networkWords(facts);
  return (
    <div className="network-line">
      <p className="status-line" data-testid="connection">
        <span className="status-dot" data-state={look} />
        <span className="wrap-anywhere">{connection}</span>
      </p>
      {detail !== "" && (
        <details className="more small">
          <summary>What was found</summary>
          <p className="muted wrap-anywhere">{detail}</p>
        </details>
      )}
      {network && (
        <p className="muted small tabular" data-testid="network">
          {network}
        </p>
      )}
    </div>
  );
}
