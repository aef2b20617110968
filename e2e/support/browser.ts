import { readFile } from "node:fs/promises";
import path from "node:path";
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Locator,
  type Page,
} from "playwright-core";
import { chromiumFlags, chromiumPath, swiftshader } from "../../tools/drivers.mjs";
import { root } from "./build-web-app.ts";

/** Chromium whose WebGPU runs on SwiftShader. */
export async function openBrowser(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    args: [...chromiumFlags, "--use-webgpu-adapter=swiftshader", ...flags],
    env: { ...process.env, ...swiftshader() } as Record<string, string>,
  });
}

export interface Visit {
  readonly page: Page;
  /** What the page complained about: errors on its console, exceptions, failed requests. */
  readonly complaints: string[];
}

/** A page that keeps what it complains about. */
export async function visit(context: BrowserContext, url: string): Promise<Visit> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    const { url } = message.location();
    if (message.type() === "error") complaints.push(`${message.text()} ${url}`.trim());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints };
}

/** What a person reads there, in one line. */
export async function textOf(locator: Locator): Promise<string> {
  return (await locator.allInnerTexts()).join(" ").replaceAll(/\s+/g, " ").trim();
}

const axePath = path.join(root, "node_modules", "axe-core", "axe.min.js");
let axeSource: string | undefined;

/** What axe finds wrong with the page as it stands, a line each. */
export async function auditPage(page: Page): Promise<string[]> {
  axeSource ??= await readFile(axePath, "utf8");
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run(document);
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  });
}

interface Axe {
  run(root: Document): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }>;
}
