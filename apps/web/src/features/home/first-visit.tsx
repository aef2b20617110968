import { useNow } from "#shared/cycle/index.ts";
import type { NodeState } from "#shared/node/index.ts";
import { ReadinessNote, useIsBlocked } from "#shared/readiness/index.ts";
import { Button } from "#shared/ui/index.ts";
import { BeaconNote } from "./beacon-note.tsx";
import { NetworkLine } from "./network-line.tsx";
import { RacePanel } from "./race-panel.tsx";
import { stillnessOf } from "./stillness.ts";
import { useHostCount } from "./use-host-count.ts";
import { useLedger } from "./use-ledger.ts";

interface FirstVisitProps {
  readonly node: NodeState;
  readonly onBegin: () => void;
}

/** What a Sprint is, the clock that runs already, and one button. */
export function FirstVisit({ node, onBegin }: FirstVisitProps): React.ReactNode {
  const now = useNow();
  const ledger = useLedger();
  const hosts = useHostCount(ledger ? `${ledger.cycle.cycle} ${ledger.cycle.phase}` : "");
  const sinceMs = ledger ? now - ledger.seenMs : 0;
  const { connection } = node;
  const isBlocked = useIsBlocked();
  const preset = ledger?.preset;
  const still = stillnessOf({ connection, preset, blockMs: sinceMs });
  return (
    <>
      <div className="stack-tight">
        <h1>Run your machine in the next Sprint</h1>
        <p>
          A Sprint is a short race in which each machine computes on inputs of its own and proves
          it; a referee re-runs the proofs, and the ledger records each Host's weight. You need a
          key and nothing else: it is made here and stays in this browser.
        </p>
      </div>
      <RacePanel moment={ledger} preset={preset} sinceMs={sinceMs} still={still}>
        <div className="lead-action">
          <Button look="primary" wide isDisabled={isBlocked} onPress={onBegin}>
            Make a key and join
          </Button>
          <p className="muted small">
            Have one already? <a href="#/account">Restore it</a>.
          </p>
        </div>
      </RacePanel>
      <div className="stack-tight">
        <NetworkLine
          facts={{
            connection,
            connectionMs: now - node.sinceMs,
            preset,
            height: ledger?.height ?? 0n,
            blockMs: sinceMs,
            hosts,
          }}
        />
        <ReadinessNote />
        {ledger?.cycle.beaconMode === 0 && <BeaconNote />}
      </div>
    </>
  );
}
