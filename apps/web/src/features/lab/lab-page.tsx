import { bytesToHex } from "@stadion/protocol/crypto";
import type { PresetName } from "@stadion/protocol/params";
import { useState } from "react";
import type { BackendChoice } from "#shared/compute/index.ts";
import { useKey } from "#shared/storage/index.ts";
import { lab } from "./lab.ts";
import { checkLabForm } from "./lab-form.ts";
import { LabView } from "./lab-view.tsx";
import { useLab } from "./use-lab.ts";
import type { Acceptance } from "./verify-panel.tsx";

export function LabPage(): React.ReactNode {
  const state = useLab();
  const ownKey = useKey();
  const [preset, setPreset] = useState<PresetName>("local");
  const [choice, setChoice] = useState<BackendChoice>("auto");
  const [seedHex, setSeedHex] = useState(randomHex);
  const [typedKey, setTypedKey] = useState<string>();
  const [fallbackKey] = useState(randomHex);
  const [seconds, setSeconds] = useState("10");
  const [accept, setAccept] = useState<Acceptance>("any");
  const form = { seedHex, hostKeyHex: typedKey ?? ownKey?.hostId ?? fallbackKey, seconds };
  const sprintSeedHex = form.seedHex.trim();
  const hostKeyHex = form.hostKeyHex.trim();
  return (
    <LabView
      state={state}
      form={form}
      errors={checkLabForm(form)}
      preset={preset}
      choice={choice}
      ownHostId={ownKey?.hostId}
      onPreset={setPreset}
      onChoice={setChoice}
      onSeed={setSeedHex}
      onNewSeed={() => setSeedHex(randomHex())}
      onHostKey={setTypedKey}
      onSeconds={setSeconds}
      onRun={() =>
        lab.send({
          type: "run",
          preset,
          sprintSeedHex,
          hostKeyHex,
          seconds: Number(seconds),
          choice,
        })
      }
      onStop={() => lab.send({ type: "stop" })}
      accept={accept}
      onAccept={setAccept}
      onVerify={async (file) => {
        const expected = accept === "this" ? { preset, sprintSeedHex, hostKeyHex } : undefined;
        lab.send({ type: "verify", text: await file.text(), choice, expected });
      }}
    />
  );
}

function randomHex(): string {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
}
