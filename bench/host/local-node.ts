import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findNode, nodeEnv, root } from "../../tools/with-node.mjs";
import { type LineProcess, startLineProcess } from "../line-process.ts";

/** A full node on an empty ledger, in a process of its own. */
export interface LocalNode extends LineProcess {
  /** For TCP, then for WebSockets. */
  readonly addresses: readonly string[];
  readonly pageUrl: string;
}

const startMs = 30_000;

/** An empty folder that `remove` takes away again. */
export function emptyFolder(): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), "stadion-bench-"));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function startLocalNode(preset: string): Promise<LocalNode> {
  const data = emptyFolder();
  const main = path.join(root, "apps", "node", "src", "main.ts");
  const options = ["--preset", preset, "--port", "0", "--data", data.path, "--json"];
  const env = { ...nodeEnv(), NODE_ENV: "" };
  const node = startLineProcess(findNode(), [main, "node", ...options], { cwd: root, env });
  const stop = async () => {
    await node.stop();
    data.remove();
  };
  try {
    const { addresses, pageUrl } = await node.line("started", startMs);
    return { ...node, stop, addresses: addresses as string[], pageUrl: String(pageUrl) };
  } catch (error) {
    await stop();
    throw error;
  }
}
