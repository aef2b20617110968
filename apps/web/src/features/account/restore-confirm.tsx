import { useState } from "react";
import { formatDay, shortHex } from "#shared/format/index.ts";
import { type OpenedKey, typedDigits } from "#shared/key/index.ts";
import { isSaved } from "#shared/storage/index.ts";
import { Button, Notice, TextInput } from "#shared/ui/index.ts";

interface RestoreConfirmProps {
  readonly opened: Extract<OpenedKey, { ok: true }>;
  readonly isBusy: boolean;
  /** With what was typed to let the present key go. */
  readonly onTake: (typed: string) => void;
}

/** Whose key was read, what it replaces, and the last word. */
export function RestoreConfirm({ opened, isBusy, onTake }: RestoreConfirmProps): React.ReactNode {
  const { present } = opened;
  const [typed, setTyped] = useState("");
  const isSame = present?.hostId === opened.hostId;
  const replaced = isSame ? undefined : present;
  const wanted = replaced && !isSaved(replaced) ? replaced.hostId.slice(0, typedDigits) : "";
  return (
    <>
      <OpenedFacts opened={opened} />
      {isSame && <p>It is the key that this browser has. You have it elsewhere too, then.</p>}
      {replaced && wanted === "" && (
        <p>
          It takes the place of the key of Host {shortHex(replaced.hostId)}, which you have saved.
        </p>
      )}
      {replaced && wanted !== "" && (
        <LetGo hostId={replaced.hostId} wanted={wanted} typed={typed} onType={setTyped} />
      )}
      {!isSame && (
        <p className="muted small">
          If this key runs on another machine, stop it there first: one key runs once.
        </p>
      )}
      <div className="row">
        <Button
          look="primary"
          isDisabled={isBusy || typed !== wanted}
          onPress={() => onTake(typed)}
        >
          {isSame ? "Note that it is kept" : replaced ? "Replace the key" : "Use this key"}
        </Button>
      </div>
    </>
  );
}

function OpenedFacts({ opened }: Pick<RestoreConfirmProps, "opened">): React.ReactNode {
  return (
    <dl className="facts">
      <dt>Key of Host</dt>
      <dd className="mono">{opened.hostId}</dd>
      {opened.createdAtMs > 0 && (
        <>
          <dt>Made</dt>
          <dd>{formatDay(opened.createdAtMs)}</dd>
        </>
      )}
    </dl>
  );
}

interface LetGoProps {
  readonly hostId: string;
  readonly wanted: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

function LetGo({ hostId, wanted, typed, onType }: LetGoProps): React.ReactNode {
  return (
    <>
      <Notice kind="warn" title={`The key of Host ${shortHex(hostId)} would be lost`}>
        <p>
          It was neither confirmed as a phrase nor exported. Its weight and earnings would go with
          it. Close this and save it first, unless you mean to let it go.
        </p>
      </Notice>
      <TextInput
        label={`To let it go, type ${wanted}`}
        mono
        value={typed}
        onChange={(value) => onType(value.trim().toLowerCase())}
      />
    </>
  );
}
