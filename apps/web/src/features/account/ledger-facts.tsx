import { isLive, livenessBlocks } from "@stadion/protocol/chain";
import { formatCount, formatCountOf, formatPercent, weightShare } from "#shared/format/index.ts";
import { BlockLink } from "#shared/ui/index.ts";
import type { OwnRecords } from "./read-own-records.ts";

/** Where the Host stands now, each with the block that says so. */
export function LedgerFacts({ records }: { readonly records: OwnRecords }): React.ReactNode {
  const { host, cycle } = records;
  return (
    <dl className="facts ledger-facts tabular">
      <dt>Weight in force</dt>
      <dd>
        <Weight records={records} />
      </dd>
      <dt>Registered</dt>
      <dd>{host ? <Registered height={host.registeredHeight} /> : "Not yet: join a Sprint"}</dd>
      {host && (
        <>
          <dt>Heartbeats</dt>
          <dd>
            <Heartbeats records={records} heartbeats={host.heartbeats} />
          </dd>
          <dt>Missed reveals</dt>
          <dd>{host.missed === 0 ? "None" : formatCountOf(host.missed, "commit")}</dd>
        </>
      )}
      {cycle?.beaconMode === 0 && (
        <>
          <dt>Beacon</dt>
          <dd>Mode single: one operator deals and opens it</dd>
        </>
      )}
    </dl>
  );
}

function Registered({ height }: { readonly height: bigint }): React.ReactNode {
  return height === 0n ? (
    "When the network was founded"
  ) : (
    <>
      In <BlockLink height={height} />
    </>
  );
}

function Weight({ records: { weight, total, sprints } }: { readonly records: OwnRecords }) {
  if (!total) return "Unknown";
  if (weight === 0n)
    return `None of all ${formatCount(total.weight)}: a Sprint that is settled gives weight.`;
  const settled = sprints.find(({ cycle }) => cycle === total.cycle)?.summary;
  return (
    <>
      <strong>{formatCount(weight)}</strong>, {formatPercent(weightShare(weight, total.weight))} of
      all {formatCount(total.weight)}.{" "}
      {settled?.outcome === "settled" ? (
        <>
          From the Sprint of cycle {formatCount(total.cycle)}, settled in{" "}
          <BlockLink height={settled.height} />.
        </>
      ) : (
        total.cycle === 0n && "Given when the network was founded."
      )}
    </>
  );
}

interface HeartbeatsProps {
  readonly records: OwnRecords;
  readonly heartbeats: readonly bigint[];
}

function Heartbeats({ records: { host, height }, heartbeats }: HeartbeatsProps) {
  if (!host || heartbeats.length === 0) return "None yet";
  const within = `the last ${formatCount(livenessBlocks)} blocks`;
  return (
    <>
      <strong>{isLive(host, height) ? "Live" : "Not live"}</strong>
      {isLive(host, height) ? `, two in ${within}: ` : `, fewer than two in ${within}. Last: `}
      {heartbeats.map((at, i) => (
        <span key={String(at)}>
          {i > 0 && " and "}
          <BlockLink height={at} />
        </span>
      ))}
    </>
  );
}
