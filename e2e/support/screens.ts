import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { auditPage } from "./browser.ts";
import { root } from "./build-web-app.ts";

const folder = path.join(root, "test-results", "screens");
const sizes = { wide: { width: 1280, height: 900 }, narrow: { width: 360, height: 740 } } as const;
const schemes = ["light", "dark"] as const;

/**
 * Keeps a picture of a screen in every size and colour scheme, and says what is wrong with it: what axe finds, and
 * whatever is wider than a narrow window.
 */
export async function inspectScreen(page: Page, name: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const before = page.viewportSize();
  const wrong: string[] = [];
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of schemes) {
      // Without motion a colour is what it will be at once.
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const shot = `${name}-${size}-${colorScheme}`;
      await page.screenshot({ path: path.join(folder, `${shot}.png`), fullPage: true });
      for (const line of await auditPage(page)) wrong.push(`${shot}: ${line}`);
    }
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) wrong.push(`${name}: ${over} px wider than a window of 320 px`);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
  if (before) await page.setViewportSize(before);
  return wrong;
}
