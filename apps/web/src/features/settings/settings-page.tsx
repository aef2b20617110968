import { ReadinessPanel } from "#shared/readiness/index.ts";
import { About } from "./about.tsx";
import { Appearance } from "./appearance.tsx";
import { AttentionSettings } from "./attention-settings.tsx";
import { DataSettings } from "./data-settings.tsx";
import { MachineSettings } from "./machine-settings.tsx";
import { NetworkSettings } from "./network-settings.tsx";
import { StorageSettings } from "./storage-settings.tsx";

export function SettingsPage(): React.ReactNode {
  return (
    <>
      <h1>Settings</h1>
      <ReadinessPanel />
      <div className="columns">
        <div className="column">
          <MachineSettings />
          <AttentionSettings />
          <Appearance />
        </div>
        <div className="column">
          <NetworkSettings />
          <StorageSettings />
          <DataSettings />
          <About />
        </div>
      </div>
    </>
  );
}
