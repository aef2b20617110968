import { useState } from "react";
import { formatDay } from "#shared/format/index.ts";
import { isSaved, type KeyFacts } from "#shared/storage/index.ts";
import { Button, Notice } from "#shared/ui/index.ts";
import { ExportFlow } from "./export-flow.tsx";
import { PhraseFlow } from "./phrase-flow.tsx";
import { RestoreFlow } from "./restore-flow.tsx";

type FlowName = "phrase" | "export" | "restore";

interface KeyPanelProps {
  /** Nothing before a key is made. */
  readonly facts: KeyFacts | null;
}

/** The key of this page's Host: whose it is, where else it is kept, and what to do with it. */
export function KeyPanel({ facts }: KeyPanelProps): React.ReactNode {
  const [flow, setFlow] = useState<FlowName>();
  const close = (): void => setFlow(undefined);
  return (
    <section className="section" aria-labelledby="key">
      <h2 id="key">Your key</h2>
      {facts && <KeyFactsList facts={facts} />}
      {flow === "phrase" && <PhraseFlow onClose={close} />}
      {flow === "export" && <ExportFlow onClose={close} />}
      {flow === "restore" && <RestoreFlow onClose={close} />}
      {flow === undefined && facts && <KeyActions facts={facts} onChoose={setFlow} />}
      {flow === undefined && !facts && <NoKeyYet onRestore={() => setFlow("restore")} />}
    </section>
  );
}

function NoKeyYet({ onRestore }: { readonly onRestore: () => void }): React.ReactNode {
  return (
    <>
      <p>
        There is no key in this browser yet. <a href="#/">Home</a> makes one when you join. If you
        have one already, bring it here.
      </p>
      <div className="row">
        <Button look="primary" onPress={onRestore}>
          Restore a key
        </Button>
      </div>
    </>
  );
}

function KeyFactsList({ facts }: { readonly facts: KeyFacts }): React.ReactNode {
  const { hostId, createdAtMs, exportedAtMs, phraseConfirmedAtMs } = facts;
  return (
    <dl className="facts">
      <dt>Host</dt>
      <dd className="mono" data-testid="host-id">
        {hostId}
      </dd>
      {createdAtMs > 0 && (
        <>
          <dt>Made</dt>
          <dd>{formatDay(createdAtMs)}</dd>
        </>
      )}
      <dt>Recovery phrase</dt>
      <dd data-testid="phrase-state">
        {phraseConfirmedAtMs > 0
          ? `Confirmed on ${formatDay(phraseConfirmedAtMs)}`
          : "Not confirmed"}
      </dd>
      <dt>Encrypted file</dt>
      <dd data-testid="file-state">
        {exportedAtMs > 0 ? `Exported or read on ${formatDay(exportedAtMs)}` : "Never exported"}
      </dd>
    </dl>
  );
}

interface KeyActionsProps {
  readonly facts: KeyFacts;
  readonly onChoose: (flow: FlowName) => void;
}

function KeyActions({ facts, onChoose }: KeyActionsProps): React.ReactNode {
  const phrase = facts.phraseConfirmedAtMs > 0 ? "Show the phrase" : "Write down the phrase";
  return (
    <>
      {!isSaved(facts) && (
        <Notice kind="warn" title="The key exists in this browser alone">
          <p>
            If the browser's data is deleted, the key is gone and the weight and earnings with it.
            Write down its recovery phrase: you take part meanwhile.
          </p>
        </Notice>
      )}
      <div className="row">
        <Button look={isSaved(facts) ? "plain" : "primary"} onPress={() => onChoose("phrase")}>
          {phrase}
        </Button>
        <Button onPress={() => onChoose("export")}>Export an encrypted file</Button>
        <Button onPress={() => onChoose("restore")}>Restore another key</Button>
      </div>
    </>
  );
}
