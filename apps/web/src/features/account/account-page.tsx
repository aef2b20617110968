import { host, useHost } from "#shared/host/index.ts";
import { useKey } from "#shared/storage/index.ts";
import { KeyNotice, KeyPanel, RestoreKey } from "./key-panel.tsx";

export function AccountPage(): React.ReactNode {
  const { keyNotice } = useHost();
  const key = useKey();
  return (
    <>
      <h1>Account</h1>
      {key ? (
        <KeyPanel
          notice={keyNotice}
          onExport={() => host.send({ type: "export-key" })}
          onRestore={restore}
        />
      ) : (
        <div className="stack">
          <p>There is no key in this browser yet. If you have one in a file, restore it.</p>
          <div className="row">
            <RestoreKey onRestore={restore} />
          </div>
          <KeyNotice notice={keyNotice} />
        </div>
      )}
    </>
  );
}

function restore(text: string): void {
  host.send({ type: "restore-key", text });
}
