import { FileTrigger } from "react-aria-components/FileTrigger";
import type { HostState } from "#shared/host/index.ts";
import { useKey } from "#shared/storage/index.ts";
import { Button, Notice } from "#shared/ui/index.ts";

interface KeyPanelProps {
  readonly notice: HostState["keyNotice"];
  readonly onExport: () => void;
  readonly onRestore: (text: string) => void;
}

/** The key of this page's Host: to keep it in a file, and to have it back. */
export function KeyPanel({ notice, onExport, onRestore }: KeyPanelProps): React.ReactNode {
  const key = useKey();
  if (!key) return null;
  return (
    <section className="section" aria-labelledby="key">
      <h2 id="key">Your key</h2>
      <dl className="facts">
        <dt>Host</dt>
        <dd className="mono" data-testid="host-id">
          {key.hostId}
        </dd>
      </dl>
      <p className="muted small">
        {key.exportedAtMs === 0
          ? "It exists in this browser alone. Keep a copy: without it your weight is lost with the browser's data."
          : "You have had it as a file. Whoever has the file has the key."}
      </p>
      <div className="row">
        <Button onPress={onExport}>Export to a file</Button>
        <RestoreKey onRestore={onRestore} />
      </div>
      <KeyNotice notice={notice} />
    </section>
  );
}

export function RestoreKey({ onRestore }: Pick<KeyPanelProps, "onRestore">): React.ReactNode {
  return (
    <FileTrigger
      acceptedFileTypes={["application/json", ".json"]}
      onSelect={async (files) => {
        const file = files?.[0];
        if (file) onRestore(await file.text());
      }}
    >
      <Button>Restore from a file</Button>
    </FileTrigger>
  );
}

export function KeyNotice({ notice }: Pick<KeyPanelProps, "notice">): React.ReactNode {
  return (
    <div aria-live="polite" data-testid="key-notice">
      {notice && (
        <Notice kind={notice.kind}>
          <p className="wrap-anywhere">{notice.text}.</p>
        </Notice>
      )}
    </div>
  );
}
