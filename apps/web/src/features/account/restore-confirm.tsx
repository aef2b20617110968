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
  const { hostId, createdAtMs, present } = opened;
  const [typed, setTyped] = useState("");
  const isSame = present?.hostId === hostId;
  const replaced = isSame ? undefined : present;
  const mustType = replaced !== undefined && !isSaved(replaced);
  const wanted = replaced?.hostId.slice(0, typedDigits) ?? "";
  return (
    <>
      <dl className="facts">
        <dt>Key of Host</dt>
        <dd className="mono">{hostId}</dd>
        {createdAtMs > 0 && (
          <>
            <dt>Made</dt>
            <dd>{formatDay(createdAtMs)}</dd>
          </>
        )}
      </dl>
      {isSame && <p>It is the key that this browser has. It is now marked as kept.</p>}
      {replaced && !mustType && (
        <p>
          It takes the place of the key of Host {shortHex(replaced.hostId)}, which you have saved.
        </p>
      )}
      {mustType && (
        <>
          <Notice kind="warn" title={`The key of Host ${shortHex(replaced.hostId)} would be lost`}>
            <p>
              It was neither confirmed as a phrase nor exported. Its weight and earnings would go
              with it. Cancel and save it first, unless you mean to let it go.
            </p>
          </Notice>
          <TextInput
            label={`To let it go, type ${wanted}`}
            mono
            value={typed}
            onChange={(value) => setTyped(value.trim().toLowerCase())}
          />
        </>
      )}
      {!isSame && (
        <p className="muted small">
          If this key runs on another machine, stop it there first: one key runs once.
        </p>
      )}
      <div className="row">
        <Button
          look="primary"
          isDisabled={isBusy || (mustType && typed !== wanted)}
          onPress={() => onTake(typed)}
        >
          {isSame ? "Keep it" : replaced ? "Replace the key" : "Use this key"}
        </Button>
      </div>
    </>
  );
}
