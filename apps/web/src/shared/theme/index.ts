export type { Theme } from "./theme.ts";
export { setTheme, useTheme } from "./theme.ts";
