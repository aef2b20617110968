import { memo } from "react";
import { describePhase } from "#shared/cycle/index.ts";
import { formatCount, formatMoment, shortHex } from "#shared/format/index.ts";
import { Age, BlockLink } from "#shared/ui/index.ts";
import type { PhaseGroup, PlacedLine } from "./block-filter.ts";
import { countWords, momentWords } from "./tx-words.ts";

/** The lap unrolled: blocks by phase, the newest first. */
export function BlockGroups({ groups }: { readonly groups: readonly PhaseGroup[] }) {
  return groups.map(({ cycle, phase, blocks }) => (
    <div
      className="lap-group"
      data-kind={phase ?? "unknown"}
      key={`${cycle} ${phase} ${blocks.at(-1)?.line.height}`}
    >
      <h2 className="lap-name">
        {phase ? describePhase(phase).name : "Blocks"}
        {cycle !== undefined && (
          <span className="heading-note"> of cycle {formatCount(cycle)}</span>
        )}
      </h2>
      <ol>
        {blocks.map(({ line, place }) => (
          <BlockRow key={String(line.height)} line={line} place={place} />
        ))}
      </ol>
    </div>
  ));
}

const BlockRow = memo(({ line, place }: PlacedLine) => {
  const { height, timeMs, proposer, own } = line;
  const counts = countWords(line);
  const isPlain = !place || place.moments.length === 0;
  return (
    <li className="block-row" data-testid="block-row">
      <BlockLink height={height}>
        <span className="visually-hidden">Block </span>
        {formatCount(height)}
      </BlockLink>
      <p className="block-what">
        {place?.moments.map((moment) => (
          <strong key={moment.kind} data-kind={moment.kind}>
            {momentWords(moment)}
          </strong>
        ))}
        {counts !== "" && <span>{counts}</span>}
        {counts === "" && isPlain && <span className="muted">No transactions</span>}
        {own > 0 && <span className="block-own">{formatCount(own)} of my Host</span>}
      </p>
      <p className="block-when">
        <time dateTime={new Date(timeMs).toISOString()}>{formatMoment(timeMs, Date.now())}</time>
        <span className="block-age muted">
          <Age timeMs={timeMs} />
        </span>
      </p>
      <p className="block-proposer mono muted" title={`Proposed by validator ${proposer}`}>
        <span className="visually-hidden">proposed by </span>
        {shortHex(proposer, 4, 4)}
      </p>
    </li>
  );
}, isSameRow);

/** Places are computed anew for all blocks whenever one comes. */
function isSameRow(a: PlacedLine, b: PlacedLine): boolean {
  const [before, after] = [a.place?.moments ?? [], b.place?.moments ?? []];
  const isSame = before.every(({ kind }, i) => kind === after[i]?.kind);
  return a.line === b.line && before.length === after.length && isSame;
}
