// Where the test machine keeps its software GPUs and its browser.
//
// Each driver function returns the environment that makes a Vulkan program use exactly that driver:
//   swiftshader()  Chromium's own CPU driver: Dawn (Node), wgpu (Deno), Chromium
//   lavapipe25()   Mesa 25's CPU driver:      Dawn (Node), wgpu (Deno)
//   lavapipe22()   Debian 12's CPU driver:    wgpu (Deno) only; Dawn refuses it
// They throw when the driver is missing: a missing backend is a failure, never a skip.

import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { root } from "./with-node.mjs";

export const mesa25Folder = path.join(root, ".cache", "mesa25");

/** Flags for a quiet headless Chromium with WebGPU on a CPU; the page must be on http://127.0.0.1. */
export const chromiumFlags = Object.freeze([
  "--headless",
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--enable-unsafe-webgpu",
]);

/**
 * The first of the paths that exists.
 * @param {string} what
 * @param {string[]} paths
 * @returns {string}
 */
function firstExisting(what, paths) {
  const found = paths.find((candidate) => existsSync(candidate));
  if (found !== undefined) return found;
  throw new Error(`Expected ${what} at ${paths.join(" or ")}. Run \`npm run setup\``);
}

/** @returns {string} */
export function chromiumPath() {
  return firstExisting("Chromium", ["/usr/lib/chromium/chromium", "/usr/bin/chromium"]);
}

/** @returns {string} */
export function denoPath() {
  const libc = process.platform === "linux" ? "-glibc" : "";
  const name = `${process.platform}-${process.arch}${libc}`;
  const file = process.platform === "win32" ? "deno.exe" : "deno";
  return firstExisting("Deno", [path.join(root, "node_modules", "@deno", name, file)]);
}

/**
 * @param {string} icd
 * @returns {{ VK_DRIVER_FILES: string, VK_ICD_FILENAMES: string }}
 */
function driverEnv(icd) {
  // Older loaders read the second name only.
  return { VK_DRIVER_FILES: icd, VK_ICD_FILENAMES: icd };
}

export function swiftshader() {
  return driverEnv(firstExisting("SwiftShader", ["/usr/lib/chromium/vk_swiftshader_icd.json"]));
}

export function lavapipe25() {
  return driverEnv(firstExisting("Mesa 25", [path.join(mesa25Folder, "lvp_icd.json")]));
}

export function lavapipe22() {
  const folder = "/usr/share/vulkan/icd.d";
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const icd = names.find((name) => /^lvp_icd.*\.json$/.test(name)) ?? "lvp_icd.json";
  return driverEnv(firstExisting("Debian's Mesa", [path.join(folder, icd)]));
}

export const drivers = Object.freeze({ swiftshader, lavapipe25, lavapipe22 });
