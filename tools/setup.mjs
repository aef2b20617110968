// Brings what a fresh machine lacks. Plain JavaScript, because it runs before anything is installed.
//
//   node tools/setup.mjs start    what a command needs to run: production packages
//   node tools/setup.mjs page     what a full node serves: also the built page
//   node tools/setup.mjs check    what the gate needs: all npm packages
//   node tools/setup.mjs test     what every test needs: also Chromium and two software GPU drivers
//
// A step that finds its work done does and says nothing and stays off the network. System packages are
// installed only on Debian as root; elsewhere the step names what is missing and how to get it.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { chromiumPath, lavapipe22, lavapipe25, swiftshader } from "./drivers.mjs";
import { fetchMesa25 } from "./mesa25.mjs";
import { isWebRtcBuilt } from "./webrtc-direct.mjs";
import { root } from "./with-node.mjs";

/**
 * @typedef {{ name: string, done: () => boolean, work: () => Promise<void> }} Step
 * @typedef {{ link?: boolean, dev?: boolean, optional?: boolean, devOptional?: boolean,
 *             version?: string, os?: string[], cpu?: string[] }} LockEntry
 */

/** @type {Record<string, Step[]>} */
const profiles = {
  start: [npmPackages({ dev: false }), webRtcTransport()],
  page: [npmPackages({ dev: false }), webRtcTransport(), builtPage()],
  check: [npmPackages({ dev: true }), webRtcTransport()],
  test: [npmPackages({ dev: true }), webRtcTransport(), systemPackages(), mesa25(), builtPage()],
};

/**
 * Runs a command with its output on ours; says every 10 s that it still runs.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<void>}
 */
function runLoudly(command, args, { cwd = root, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const child = spawn(command, args, { cwd, stdio: ["ignore", "inherit", "inherit"], env });
    const tick = setInterval(() => {
      console.log(`  ${command} ${args[0]}: ${Math.round((Date.now() - started) / 1000)} s so far`);
    }, 10_000);
    child.on("error", reject).on("exit", (code) => {
      clearInterval(tick);
      if (code === 0) resolve();
      else
        reject(
          new Error(`Expected \`${command} ${args.join(" ")}\` to succeed, it ended with ${code}`),
        );
    });
  });
}

/**
 * @param {string} file
 * @returns {Record<string, LockEntry>}
 */
function readLock(file) {
  const full = path.join(root, file);
  return existsSync(full) ? JSON.parse(readFileSync(full, "utf8")).packages : {};
}

/**
 * Whether npm must have installed this lock entry on this machine. An optional package counts only
 * where it names this platform: those are the native halves of tools we cannot do without.
 * @param {LockEntry} entry
 * @param {boolean} dev
 */
function isNeeded(entry, dev) {
  if (entry.dev && !dev) return false;
  const native = entry.os?.includes(process.platform) && entry.cpu?.includes(process.arch);
  const musl = JSON.stringify(entry).includes("musl");
  return entry.optional || entry.devOptional ? Boolean(native) && !musl : true;
}

/**
 * @param {{ dev: boolean }} which
 * @returns {Step}
 */
function npmPackages({ dev }) {
  return {
    name: dev ? "npm packages" : "npm packages (production)",
    done() {
      const installed = readLock("node_modules/.package-lock.json");
      return Object.entries(readLock("package-lock.json")).every(([where, entry]) => {
        if (!where.includes("node_modules/") || !isNeeded(entry, dev)) return true;
        return existsSync(path.join(root, where)) && installed[where]?.version === entry.version;
      });
    },
    async work() {
      // Not `npm ci`: it refuses a lock file without the native packages of every other platform,
      // and the lock names only those that its author's registry had. `--no-save` keeps the lock.
      // A production run on a developer's tree must not take the development packages away.
      const installed = Object.values(readLock("node_modules/.package-lock.json"));
      const scope = dev || installed.some((entry) => entry.dev) ? "--include=dev" : "--omit=dev";
      const env = { ...process.env, NODE_ENV: "", npm_config_loglevel: "error" };
      await runLoudly("npm", ["install", "--no-save", scope, "--ignore-scripts"], { env });
    },
  };
}

/**
 * When the last of these files and folders' files was written; 0 where there is none.
 * @param {string[]} places
 * @returns {number}
 */
function newest(places) {
  return Math.max(
    0,
    ...places.flatMap((place) => {
      const full = path.join(root, place);
      if (!existsSync(full)) return [];
      const found = statSync(full);
      if (!found.isDirectory()) return [found.mtimeMs];
      const names = readdirSync(full, { recursive: true, encoding: "utf8" });
      return names.map((name) => statSync(path.join(full, name)).mtimeMs);
    }),
  );
}

/** @returns {Step} */
function webRtcTransport() {
  return {
    name: "the WebRTC transport",
    done: isWebRtcBuilt,
    async work() {
      const tools = path.join(root, "tools");
      const args = [path.join(tools, "with-node.mjs"), path.join(tools, "webrtc-direct.mjs")];
      await runLoudly(process.execPath, args);
    },
  };
}

/** @returns {Step} */
function builtPage() {
  const page = path.join("apps", "web");
  const index = path.join(page, "dist", "index.html");
  const own = ["src", "public", "index.html", "vite.config.ts", "package.json"];
  const packages = ["protocol/src", "protocol/generated", "gpu-kernels/src"];
  const shared = [...packages.map((name) => path.join("packages", name)), "package-lock.json"];
  const sources = [...own.map((name) => path.join(page, name)), ...shared];
  let built = false;
  return {
    name: "the page",
    done: () => built || newest([index]) > newest(sources),
    async work() {
      const withNode = path.join(root, "tools", "with-node.mjs");
      const vite = path.join(root, "node_modules", "vite", "bin", "vite.js");
      const args = [withNode, vite, "build", "--logLevel", "warn"];
      await runLoudly(process.execPath, args, { cwd: path.join(root, page) });
      built = existsSync(path.join(root, index));
    },
  };
}

/** @returns {boolean} */
function isDebianRoot() {
  return existsSync("/etc/debian_version") && process.getuid?.() === 0;
}

/**
 * Whether calling the function finds what it looks for.
 * @param {() => unknown} find
 */
function finds(find) {
  try {
    find();
    return true;
  } catch {
    return false;
  }
}

/**
 * Those of the Debian packages that are not installed.
 * @param {string[]} packages
 */
function missingDebianPackages(packages) {
  return packages.filter((name) => {
    const query = spawnSync("dpkg", ["-s", name], { encoding: "utf8" });
    return !/^Status: .* installed$/m.test(query.stdout ?? "");
  });
}

/** @returns {Step} */
function systemPackages() {
  // libllvm15, which Mesa 25 needs too, arrives with Debian's Mesa.
  const drivers = ["mesa-vulkan-drivers", "libvulkan1"];
  const packages = ["chromium", ...drivers, "fonts-liberation", "python3-numpy"];
  const install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", ...packages];
  return {
    name: "Chromium, SwiftShader, Debian's Mesa, numpy",
    done: () =>
      [chromiumPath, swiftshader, lavapipe22].every(finds) &&
      missingDebianPackages(packages).length === 0,
    async work() {
      if (!isDebianRoot()) {
        const missing = missingDebianPackages(packages).join(", ");
        throw new Error(
          `Missing ${missing}. On Debian 12: sudo apt-get update && sudo ${install.join(" ")}`,
        );
      }
      const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
      // A foreign source that cannot be reached fails the update, but not yet the install.
      await runLoudly("apt-get", ["update", "-q"], { env }).catch((error) => {
        console.log(`  ${error.message}`);
      });
      await runLoudly("apt-get", install.slice(1), { env });
    },
  };
}

/** @returns {Step} */
function mesa25() {
  return {
    name: "Mesa 25",
    done: () => finds(lavapipe25),
    async work() {
      if (!isDebianRoot()) {
        throw new Error("Missing Mesa 25. It is fetched on Debian 12 as root: sudo npm run setup");
      }
      await fetchMesa25(runLoudly);
    },
  };
}

/** @param {string} profile */
export async function setup(profile) {
  for (const { name, done, work } of profiles[profile] ?? []) {
    const started = Date.now();
    if (done()) continue;
    console.log(`setting  ${name} …`);
    await work();
    if (!done()) throw new Error(`Expected ${name} to be there after its set-up, but it is not`);
    console.log(`set up   ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
}

if (process.argv[1] === path.join(root, "tools", "setup.mjs")) {
  const profile = process.argv[2] ?? "";
  if (!(profile in profiles)) {
    console.error(`Expected one of ${Object.keys(profiles).join(", ")}, found "${profile}"`);
    process.exit(2);
  }
  await setup(profile).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
