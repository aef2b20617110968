import { DropZone } from "react-aria-components/DropZone";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { Text } from "react-aria-components/Text";
import { formatCount, formatCountOf, shortHex } from "#shared/format/index.ts";
import { Button, Notice, Progress, Segments } from "#shared/ui/index.ts";
import type { LabState } from "./lab.ts";
import type { LabVerdict } from "./lab-messages.ts";

/** Whose proofs are taken: anyone's, or only one for the preset, seed and Host of the form. */
export type Acceptance = "any" | "this";

const acceptances: readonly { readonly value: Acceptance; readonly name: string }[] = [
  { value: "any", name: "Any proof" },
  { value: "this", name: "This preset, seed and Host" },
];

interface VerifyPanelProps {
  readonly state: LabState;
  readonly busy: boolean;
  readonly accept: Acceptance;
  readonly onAccept: (accept: Acceptance) => void;
  readonly onVerify: (file: { text(): Promise<string> }) => void;
}

/** Takes a proof file, re-runs it and says whether it holds. */
export function VerifyPanel(props: VerifyPanelProps): React.ReactNode {
  const { state, busy, onVerify } = props;
  const { checked, verdict } = state;
  return (
    <div className="stack">
      <Segments
        label="Accept"
        value={props.accept}
        choices={acceptances}
        isDisabled={busy}
        onChange={props.onAccept}
      />
      <DropZone
        className="drop-zone"
        isDisabled={busy}
        onDrop={async ({ items }) => {
          const file = items.find((item) => item.kind === "file");
          if (file) onVerify(await file.getFile());
        }}
      >
        <Text slot="label">Drop a proof file here</Text>
        <FileTrigger
          acceptedFileTypes={["application/json", ".json"]}
          onSelect={(files) => {
            const file = files?.[0];
            if (file) onVerify(file);
          }}
        >
          <Button isDisabled={busy}>Open a proof file</Button>
        </FileTrigger>
      </DropZone>
      <p className="muted small">
        Every nonce in the file is run again. One that does not pass makes the proof invalid.
      </p>
      {state.doing === "verifying" && (
        <Progress
          label="Re-running"
          share={checked ? checked.done / checked.total : 0}
          note={
            checked ? `${formatCount(checked.done)} of ${formatCount(checked.total)}` : "starting"
          }
        />
      )}
      <div aria-live="polite" data-testid="verdict">
        {verdict && <VerdictNotice verdict={verdict} />}
      </div>
    </div>
  );
}

function VerdictNotice({ verdict }: { readonly verdict: LabVerdict }): React.ReactNode {
  switch (verdict.kind) {
    case "valid":
      return (
        <Notice kind="good" title="Valid">
          <p>
            All {formatCountOf(verdict.count, "nonce")} pass under preset {verdict.preset}. Weight{" "}
            {formatCount(verdict.weight)}, for Host{" "}
            <span className="mono">{shortHex(verdict.hostKeyHex)}</span>.
          </p>
        </Notice>
      );
    case "invalid":
      return (
        <Notice kind="bad" title="Invalid">
          <p>{sentence(verdict.message)}</p>
        </Notice>
      );
    case "refused":
      return (
        <Notice kind="bad" title="Not a proof that can be run">
          <p className="wrap-anywhere">{sentence(verdict.message)}</p>
        </Notice>
      );
  }
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
