import { setTheme, type Theme, useTheme } from "#shared/theme/index.ts";
import { Segments } from "#shared/ui/index.ts";

const themes: readonly { readonly value: Theme; readonly name: string }[] = [
  { value: "system", name: "System" },
  { value: "light", name: "Light" },
  { value: "dark", name: "Dark" },
];

export function Appearance(): React.ReactNode {
  const theme = useTheme();
  return (
    <section className="section" aria-labelledby="appearance">
      <h2 id="appearance">Appearance</h2>
      <Segments label="Theme" value={theme} choices={themes} onChange={setTheme} />
    </section>
  );
}
