import { writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "vite";
import { sourceCondition } from "../../tools/with-node.mjs";

/** Builds a script of this folder as `page.js`, with a page that loads it. */
export async function buildPage(source: string, folder: string): Promise<void> {
  await build({
    configFile: false,
    envDir: false,
    logLevel: "error",
    mode: "production",
    root: import.meta.dirname,
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: { conditions: [sourceCondition, "module", "browser", "production"] },
    build: {
      target: "es2022",
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: path.join(import.meta.dirname, source),
        output: { entryFileNames: "page.js" },
      },
    },
  });
  const html = '<!doctype html><title>Page</title><script type="module" src="/page.js"></script>';
  await writeFile(path.join(folder, "index.html"), html);
}
