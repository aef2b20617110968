import { setTheme, type Theme, useTheme } from "#shared/theme/index.ts";
import { Segments } from "#shared/ui/index.ts";

const themes: readonly { readonly value: Theme; readonly name: string }[] = [
  { value: "system", name: "System" },
  { value: "light", name: "Light" },
  { value: "dark", name: "Dark" },
];

export function SettingsPage(): React.ReactNode {
  const theme = useTheme();
  return (
    <>
      <h1>Settings</h1>
      <Segments label="Theme" value={theme} choices={themes} onChange={setTheme} />
      <p>
        The <a href="#/lab">Sprint lab</a> runs and verifies a Sprint without a network.
      </p>
    </>
  );
}
