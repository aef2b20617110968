import { formatCount } from "#shared/format/index.ts";

interface BlockLinkProps {
  readonly height: bigint;
  /** Instead of "block 1,234". */
  readonly children?: React.ReactNode;
}

/** To the page of one block. */
export function BlockLink({ height, children }: BlockLinkProps): React.ReactNode {
  return (
    <a className="block-link" href={`#/blocks/${height}`}>
      {children ?? `block ${formatCount(height)}`}
    </a>
  );
}
