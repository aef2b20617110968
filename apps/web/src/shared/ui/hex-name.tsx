import { shortHex } from "#shared/format/index.ts";
import { CopyButton } from "./copy-button.tsx";

interface HexNameProps {
  readonly hex: string;
  /** What it is, for screen readers: "hash of block 12". */
  readonly what: string;
  /** In full where there is room. */
  readonly isWhole?: boolean;
}

/** A long name by its two ends, whole on hovering, and to be copied. */
export function HexName({ hex, what, isWhole = false }: HexNameProps): React.ReactNode {
  return (
    <span className={isWhole ? "hex-name hex-name-whole" : "hex-name"}>
      <span className="mono" title={hex}>
        {isWhole ? hex : shortHex(hex)}
      </span>
      <CopyButton text={hex} what={what} />
    </span>
  );
}
