import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";

export const root = path.resolve(import.meta.dirname, "..", "..");
const appFolder = path.join(root, "apps", "web");
export const webFolder = path.join(appFolder, "dist");

/** Builds the page as it is served. */
export async function buildWebApp(): Promise<void> {
  await runVite();
}

/**
 * Builds one script of the app alone, as `page.js`, with the workers that it starts.
 *
 * @param source - path inside the app
 * @param folder - what it is written to
 */
export async function buildWebScript(source: string, folder: string): Promise<void> {
  const config = path.join(folder, "vite.config.ts");
  await writeFile(
    config,
    `import base from ${JSON.stringify(path.join(appFolder, "vite.config.ts"))};
export default {
  ...base,
  build: {
    ...base.build,
    outDir: ${JSON.stringify(folder)},
    emptyOutDir: false,
    rolldownOptions: {
      input: ${JSON.stringify(path.join(appFolder, source))},
      output: { entryFileNames: "page.js" },
    },
  },
};
`,
  );
  await runVite("--config", config);
}

async function runVite(...options: string[]): Promise<void> {
  const vite = path.join(root, "node_modules", "vite", "bin", "vite.js");
  // Vitest sets NODE_ENV to test; the page is built as people get it.
  const env = { ...process.env, NODE_ENV: "production" };
  await promisify(execFile)(process.execPath, [vite, "build", "--logLevel", "warn", ...options], {
    cwd: appFolder,
    env,
  });
}
