import { KeyConflict, useHost } from "#shared/host/index.ts";
import { useKey } from "#shared/storage/index.ts";
import { KeyPanel } from "./key-panel.tsx";
import { LedgerPanel } from "./ledger-panel.tsx";

export function AccountPage(): React.ReactNode {
  const { standing, view } = useHost();
  const key = useKey();
  return (
    <>
      <h1>Account</h1>
      <KeyConflict standing={standing} view={view} />
      {key !== undefined && <KeyPanel facts={key} />}
      {key && <LedgerPanel hostId={key.hostId} history={view?.history ?? []} />}
    </>
  );
}
