import { formatCount } from "#shared/format/index.ts";
import { CopyButton } from "#shared/ui/index.ts";

interface BlockHeadProps {
  readonly height: bigint;
  /** The ledger's last block; 0 before it is known. */
  readonly head: bigint;
}

/** The block's name, and the way to its neighbours. */
export function BlockHead({ height, head }: BlockHeadProps): React.ReactNode {
  const address = `${location.origin}${location.pathname}#/blocks/${height}`;
  return (
    <div className="block-head">
      <h1>Block {formatCount(height)}</h1>
      <nav className="block-nav" aria-label="Other blocks">
        <a href="#/blocks">All blocks</a>
        {height > 1n && (
          <a href={`#/blocks/${height - 1n}`} rel="prev">
            <span aria-hidden="true">← </span>
            {formatCount(height - 1n)}
            <span className="visually-hidden">, the block before</span>
          </a>
        )}
        {head > height && (
          <a href={`#/blocks/${height + 1n}`} rel="next">
            {formatCount(height + 1n)}
            <span aria-hidden="true"> →</span>
            <span className="visually-hidden">, the block after</span>
          </a>
        )}
        <CopyButton text={address} what="link to this block" label="Copy link" />
      </nav>
    </div>
  );
}
