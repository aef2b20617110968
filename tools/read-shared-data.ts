import { existsSync, readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../shared/data/", import.meta.url);

/**
 * JSON files that others published and that are no part of the project, as name and content: one file, or all of a folder.
 * Empty where `../shared/data`, seen from the project's root, is absent: the tests that want them then skip and say so.
 */
export function readSharedData<Content>(path: string): { name: string; content: Content }[] {
  const url = new URL(path, folder);
  if (!existsSync(url)) return [];
  const names = path.endsWith(".json") ? [""] : readdirSync(url).sort();
  return names.map((name) => {
    const file = name === "" ? url : new URL(name, new URL(`${path}/`, folder));
    return { name, content: JSON.parse(readFileSync(file, "utf8")) as Content };
  });
}
