import { ReadinessPanel } from "#shared/readiness/index.ts";
import { Appearance } from "./appearance.tsx";

export function SettingsPage(): React.ReactNode {
  return (
    <>
      <h1>Settings</h1>
      <ReadinessPanel />
      <Appearance />
      <p>
        The <a href="#/lab">Sprint lab</a> runs and verifies a Sprint without a network.
      </p>
    </>
  );
}
