import { type PresetName, presetNames } from "@stadion/protocol/params";
import { type BackendChoice, backendChoices } from "#shared/compute/index.ts";
import { Button, Notice, Segments, TextInput } from "#shared/ui/index.ts";
import { BackendPanel } from "./backend-panel.tsx";
import type { LabState } from "./lab.ts";
import type { LabForm, LabFormErrors } from "./lab-form.ts";
import { RunPanel } from "./run-panel.tsx";
import { type Acceptance, VerifyPanel } from "./verify-panel.tsx";

export interface LabViewProps {
  readonly state: LabState;
  readonly form: LabForm;
  readonly errors: LabFormErrors;
  readonly preset: PresetName;
  readonly choice: BackendChoice;
  readonly ownHostId: string | undefined;
  readonly onPreset: (preset: PresetName) => void;
  readonly onChoice: (choice: BackendChoice) => void;
  readonly onSeed: (hex: string) => void;
  readonly onNewSeed: () => void;
  readonly onHostKey: (hex: string) => void;
  readonly onSeconds: (seconds: string) => void;
  readonly onRun: () => void;
  readonly onStop: () => void;
  readonly accept: Acceptance;
  readonly onAccept: (accept: Acceptance) => void;
  readonly onVerify: (file: { text(): Promise<string> }) => void;
}

const presetChoices = presetNames.map((value) => ({ value, name: value }));

export function LabView(props: LabViewProps): React.ReactNode {
  const { state, choice, onChoice } = props;
  const busy = state.doing !== "nothing";
  return (
    <>
      <header className="stack-tight">
        <h1>Sprint lab</h1>
        <p className="muted">
          Run a Sprint by yourself, keep its proof as a file, and check anyone's. Nothing leaves
          this page: the same nonces give the same result, bit for bit, on every machine.
        </p>
      </header>
      {state.error && (
        <Notice kind="bad" title="The lab could not go on">
          <p className="wrap-anywhere">{state.error}</p>
        </Notice>
      )}
      <section className="section" aria-labelledby="lab-backend">
        <h2 id="lab-backend">Compute with</h2>
        <Segments
          label="Compute with"
          labelHidden
          value={choice}
          choices={backendChoices}
          isDisabled={busy}
          onChange={onChoice}
        />
        <BackendPanel state={state} choice={choice} />
      </section>
      <div className="columns">
        <section className="section" aria-labelledby="lab-run">
          <h2 id="lab-run">Run</h2>
          <RunForm {...props} busy={busy} />
          <RunPanel state={state} />
        </section>
        <section className="section" aria-labelledby="lab-verify">
          <h2 id="lab-verify">Verify</h2>
          <VerifyPanel {...props} busy={busy} />
        </section>
      </div>
    </>
  );
}

function RunForm(props: LabViewProps & { readonly busy: boolean }): React.ReactNode {
  const { form, errors, preset, ownHostId, busy } = props;
  const isOwn = form.hostKeyHex === ownHostId;
  return (
    <div className="stack">
      <Segments
        label="Preset"
        value={preset}
        choices={presetChoices}
        isDisabled={busy}
        onChange={props.onPreset}
      />
      <TextInput
        label="Sprint seed"
        mono
        value={form.seedHex}
        error={errors.seedHex}
        isDisabled={busy}
        note="Decides the model and the target. 64 hex digits."
        onChange={props.onSeed}
      />
      <TextInput
        label="Host"
        mono
        value={form.hostKeyHex}
        error={errors.hostKeyHex}
        isDisabled={busy}
        note={isOwn ? "Your own public key." : "A public key; the inputs are drawn from it."}
        onChange={props.onHostKey}
      />
      <TextInput
        label="Seconds"
        inputMode="decimal"
        value={form.seconds}
        error={errors.seconds}
        isDisabled={busy}
        onChange={props.onSeconds}
      />
      <div className="row">
        {props.state.doing === "running" ? (
          <Button onPress={props.onStop}>Stop and keep what was found</Button>
        ) : (
          <Button
            look="primary"
            isDisabled={busy || Object.keys(errors).length > 0}
            onPress={props.onRun}
          >
            Run the Sprint
          </Button>
        )}
        <Button isDisabled={busy} onPress={props.onNewSeed}>
          New seed
        </Button>
      </div>
    </div>
  );
}
