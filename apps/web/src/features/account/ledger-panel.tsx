import type { SprintRecord } from "@stadion/protocol/host";
import { formatCount } from "#shared/format/index.ts";
import { Notice } from "#shared/ui/index.ts";
import { LedgerFacts } from "./ledger-facts.tsx";
import { sprintRows } from "./sprint-rows.ts";
import { SprintTable } from "./sprint-table.tsx";
import { useOwnRecords } from "./use-own-records.ts";

interface LedgerPanelProps {
  readonly hostId: string;
  /** What this browser remembers of Sprints that the ledger has dropped. */
  readonly history: readonly SprintRecord[];
}

/** The Host as the ledger has it: its place, its weight and its last Sprints. */
export function LedgerPanel({ hostId, history }: LedgerPanelProps): React.ReactNode {
  const { records, trouble } = useOwnRecords(hostId);
  return (
    <section className="section" aria-labelledby="ledger" data-testid="ledger">
      <h2 id="ledger">On the ledger</h2>
      {trouble !== undefined && (
        <Notice kind="warn" title="The node did not answer">
          <p className="wrap-anywhere">{trouble}. What is shown was read before.</p>
        </Notice>
      )}
      {records ? (
        <>
          <LedgerFacts records={records} />
          <SprintTable rows={sprintRows(records.sprints, history)} />
          <p className="muted small">
            As the node says after block {formatCount(records.height)}. It gives no proof of these
            records yet; the blocks they name are checked when you open them.
          </p>
        </>
      ) : (
        <p className="muted">Asking the node</p>
      )}
    </section>
  );
}
