// Fetches Mesa 25's CPU Vulkan driver from Debian's backports into .cache, without installing it.
//
// Debian 12 ships Mesa 22.3, which Dawn refuses. Installing the backport would replace it, and we
// test on both, so the package is unpacked beside the system with an ICD file of its own.
// The package source is derived from the machine's own Debian source and lives in a temporary folder.

import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { mesa25Folder } from "./drivers.mjs";

const release = "bookworm";

/**
 * The backports source in apt's deb822 form, with the address and key of the machine's main source.
 * @param {string[]} files contents of the machine's source files, in either of apt's two formats
 * @returns {string}
 */
export function backportsSource(files) {
  const suites = `${release} ${release}-backports`;
  const rest = `Suites: ${suites}\nComponents: main\n`;
  for (const text of files) {
    for (const stanza of text.split(/\n\s*\n/)) {
      /** @param {string} name */
      const field = (name) => new RegExp(`^${name}:[ \\t]*(.+)$`, "im").exec(stanza)?.[1]?.trim();
      if (!field("Suites")?.split(/\s+/).includes(release)) continue;
      const key = field("Signed-By");
      return `Types: deb\nURIs: ${field("URIs")}\n${rest}${key ? `Signed-By: ${key}\n` : ""}`;
    }
    for (const line of text.split("\n")) {
      const match = /^deb\s+(?:\[(.*?)\]\s+)?(\S+)\s+(\S+)\s/.exec(`${line} `);
      if (match === null || match[3] !== release) continue;
      const key = /signed-by=(\S+)/.exec(match[1] ?? "")?.[1];
      return `Types: deb\nURIs: ${match[2]}\n${rest}${key ? `Signed-By: ${key}\n` : ""}`;
    }
  }
  throw new Error(`Expected a Debian source for ${release} in /etc/apt, found none`);
}

/** @returns {string[]} */
function readMachineSources() {
  const folder = "/etc/apt/sources.list.d";
  const parts = existsSync(folder) ? readdirSync(folder) : [];
  const files = parts
    .filter((name) => /\.(list|sources)$/.test(name))
    .map((name) => path.join(folder, name));
  return ["/etc/apt/sources.list", ...files]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8").replace(/^#.*\n?/gm, ""));
}

/**
 * @param {string} folder
 * @param {RegExp} name
 * @returns {string}
 */
function findUnder(folder, name) {
  const entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const found = entries.find((entry) => name.test(path.basename(entry)));
  if (found === undefined) throw new Error(`Expected a file like ${name} in ${folder}, found none`);
  return path.join(folder, found);
}

/** @param {(command: string, args: string[], options?: { cwd: string }) => Promise<void>} run */
export async function fetchMesa25(run) {
  const work = mkdtempSync(path.join(os.tmpdir(), "stadion-mesa25-"));
  try {
    const sources = path.join(work, "sources");
    mkdirSync(sources);
    mkdirSync(path.join(work, "lists", "partial"), { recursive: true });
    writeFileSync(path.join(sources, "backports.sources"), backportsSource(readMachineSources()));
    const options = [
      "Dir::Etc::sourcelist=/dev/null",
      `Dir::Etc::sourceparts=${sources}`,
      `Dir::State::lists=${path.join(work, "lists")}`,
      "Dir::Cache::pkgcache=",
      "Dir::Cache::srcpkgcache=",
      "APT::Sandbox::User=root",
    ].flatMap((option) => ["-o", option]);
    await run("apt-get", ["update", "-q", ...options]);
    const suite = ["-q", "-t", `${release}-backports`];
    await run("apt-get", ["download", ...suite, ...options, "mesa-vulkan-drivers"], { cwd: work });
    const unpacked = path.join(work, "unpacked");
    await run("dpkg", ["-x", findUnder(work, /^mesa-vulkan-drivers_.*\.deb$/), unpacked]);
    keep(findUnder(unpacked, /^libvulkan_lvp\.so$/));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Puts the driver and its ICD file in the cache in one rename, once its libraries all resolve.
 * @param {string} library
 */
function keep(library) {
  const links = spawnSync("ldd", ["-r", library], { encoding: "utf8" });
  const faults = `${links.stdout}${links.stderr}`
    .split("\n")
    .filter((line) => /not found|undefined/.test(line));
  if (faults.length > 0)
    throw new Error(`Mesa 25 lacks libraries on this machine:\n${faults.join("\n")}`);
  const fresh = `${mesa25Folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  cpSync(library, path.join(fresh, "libvulkan_lvp.so"));
  const icd = {
    file_format_version: "1.0.0",
    ICD: { api_version: "1.4.305", library_path: "./libvulkan_lvp.so" },
  };
  writeFileSync(path.join(fresh, "lvp_icd.json"), `${JSON.stringify(icd, null, 2)}\n`);
  rmSync(mesa25Folder, { recursive: true, force: true });
  renameSync(fresh, mesa25Folder);
}
