import { writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "vite";
import { sourceCondition } from "../../tools/with-node.mjs";

/**
 * Builds a script of this folder as `page.js`, with a page that loads it.
 *
 * @param packages - whether it has the packages' sources, or what is built of them, as who embeds them
 */
export async function buildPage(
  source: string,
  folder: string,
  packages: "sources" | "built" = "sources",
): Promise<void> {
  const common = ["module", "browser", "production"];
  await build({
    configFile: false,
    envDir: false,
    logLevel: "error",
    mode: "production",
    root: import.meta.dirname,
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: { conditions: packages === "sources" ? [sourceCondition, ...common] : common },
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
