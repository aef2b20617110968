import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";

export const root = path.resolve(import.meta.dirname, "..", "..");
export const webFolder = path.join(root, "apps", "web", "dist");

/** Builds the page as it is served. */
export async function buildWebApp(): Promise<void> {
  const vite = path.join(root, "node_modules", "vite", "bin", "vite.js");
  // Vitest sets NODE_ENV to test; the page is built as people get it.
  const env = { ...process.env, NODE_ENV: "production" };
  await promisify(execFile)(process.execPath, [vite, "build", "--logLevel", "warn"], {
    cwd: path.join(root, "apps", "web"),
    env,
  });
}
