import { useState } from "react";
import { useHost } from "#shared/host/index.ts";
import { useKey } from "#shared/storage/index.ts";
import { Button } from "#shared/ui/index.ts";
import { KeyConflict } from "./key-conflict.tsx";
import { KeyPanel } from "./key-panel.tsx";
import { LedgerPanel } from "./ledger-panel.tsx";
import { RestoreFlow } from "./restore-flow.tsx";

export function AccountPage(): React.ReactNode {
  const { standing, view } = useHost();
  const key = useKey();
  return (
    <>
      <h1>Account</h1>
      <KeyConflict standing={standing} view={view} />
      {key && <KeyPanel facts={key} />}
      {key && <LedgerPanel hostId={key.hostId} history={view?.history ?? []} />}
      {key === null && <NoKeyYet />}
    </>
  );
}

function NoKeyYet(): React.ReactNode {
  const [isRestoring, setRestoring] = useState(false);
  if (isRestoring) return <RestoreFlow onClose={() => setRestoring(false)} />;
  return (
    <section className="section" aria-labelledby="key">
      <h2 id="key">Your key</h2>
      <p>
        There is no key in this browser yet. <a href="#/">Home</a> makes one when you join. If you
        have one already, bring it here.
      </p>
      <div className="row">
        <Button look="primary" onPress={() => setRestoring(true)}>
          Restore a key
        </Button>
      </div>
    </section>
  );
}
