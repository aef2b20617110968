// `npm start` in a clone that has nothing but what git holds, until its page is there.
//
// The time of downloads is left out by leaving the downloads out: a first clone fills npm's cache, and the second,
// which is measured, runs with npm offline. It unpacks, patches and builds as the first one would.

import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { root } from "../../tools/with-node.mjs";
import { startLineProcess } from "../line-process.ts";
import { emptyFolder } from "./local-node.ts";

export interface FreshClone {
  /** From the command to the page's first answer. */
  readonly pageSeconds: number;
  /** What the set-up says of its own steps. */
  readonly steps: readonly { readonly name: string; readonly seconds: number }[];
}

const limitMs = 300_000;
const run = promisify(execFile);

export async function measureFreshClone(): Promise<FreshClone> {
  const folder = emptyFolder();
  try {
    const first = await clone(path.join(folder.path, "first"));
    const setup = [path.join(first, "tools", "setup.mjs"), "start"];
    await run("node", setup, { cwd: first, env: shellEnv() });
    return await start(await clone(path.join(folder.path, "second")));
  } finally {
    folder.remove();
  }
}

async function clone(into: string): Promise<string> {
  await run("git", ["clone", "--quiet", "--no-hardlinks", root, into]);
  return into;
}

/** Of the shell that ran the benchmark: its own Node and npm, and what they tell their children, left out. */
function shellEnv(): NodeJS.ProcessEnv {
  const all = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_)/.test(name));
  const ownNode = path.dirname(process.execPath);
  const places = process.env.PATH?.split(path.delimiter).filter((place) => place !== ownNode);
  return { ...Object.fromEntries(all), PATH: places?.join(path.delimiter) };
}

async function start(cwd: string): Promise<FreshClone> {
  const startMs = performance.now();
  const node = startLineProcess("npm", ["start", "--", "--port", "0", "--json"], {
    cwd,
    env: { ...shellEnv(), npm_config_offline: "true" },
  });
  try {
    const { pageUrl, isPageBuilt } = await node.line("started", limitMs);
    const page = await fetch(String(pageUrl));
    const text = await page.text();
    if (!isPageBuilt || !page.ok || !text.includes("<script"))
      throw new Error(`Expected the page at ${pageUrl}, found ${page.status}: ${text}`);
    const pageSeconds = (performance.now() - startMs) / 1000;
    return { pageSeconds, steps: stepsOf(node.told) };
  } finally {
    await node.stop();
  }
}

/** From lines like `set up   the page (3.1 s)`. */
function stepsOf(told: readonly string[]): FreshClone["steps"] {
  return told.flatMap((line) => {
    const [, name, seconds] = /^set up +(.+) \(([\d.]+) s\)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, seconds: Number(seconds) }];
  });
}
