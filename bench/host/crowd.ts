// A node in a process of its own, and a hundred Hosts in another, through one Sprint of the preset `local`.

import { readFileSync } from "node:fs";
import path from "node:path";
import { presets } from "@stadion/protocol/params";
import { readSprint } from "../../e2e/support/read-sprint.ts";
import { findNode, nodeEnv, root } from "../../tools/with-node.mjs";
import { type LineProcess, startLineProcess } from "../line-process.ts";
import { type LocalNode, startLocalNode } from "./local-node.ts";
import { type Intervals, intervalsOf, watchBlocks } from "./watch-blocks.ts";

export const crowdSize = 100;
const preset = "local";

/** A whole cycle and a bit. */
const limitMs = 300_000;
/** Blocks without any Host, to compare with. */
const idleBlocks = 20;

export interface CrowdResult {
  /** Hosts whose proof the ledger says is valid, with the weight of what they committed to. */
  readonly valid: number;
  /** Of the node's process, in MB: the most it ever had, and before any Host came. */
  readonly peakMb: number;
  readonly emptyMb: number;
  /** From the first connection to the settled Sprint, and after all Hosts were gone. */
  readonly loaded: Intervals;
  readonly idle: Intervals;
  /** Share of one core that the node's process used meanwhile, in percent. */
  readonly cpuPercent: number;
  /** What the network asks for. */
  readonly blockMs: number;
}

export async function measureCrowd(): Promise<CrowdResult> {
  const node = await startLocalNode(preset);
  const [tcp, ws] = node.addresses;
  if (tcp === undefined || ws === undefined)
    throw new Error(`Expected two addresses, found ${node.addresses}`);
  const watch = await watchBlocks(tcp);
  let hosts: LineProcess | undefined;
  try {
    await watch.blocks(3);
    const empty = readProcess(node.pid);
    const firstBlock = watch.times().length;
    const startMs = performance.now();
    hosts = startHosts(ws);
    const { complaints } = await hosts.line("settled", limitMs);
    for (const [text, count] of Object.entries(complaints as Record<string, number>))
      console.error(`${count} Hosts: ${text}`);
    const loaded = intervalsOf(watch.times().slice(firstBlock));
    const full = readProcess(node.pid);
    const cpuMs = full.cpuMs - empty.cpuMs;
    const cpuPercent = (100 * cpuMs) / (performance.now() - startMs);
    const valid = await countValid(node);
    await hosts.stop();
    await watch.blocks(1);
    const idleFrom = watch.times().length - 1;
    await watch.blocks(idleBlocks);
    const idle = intervalsOf(watch.times().slice(idleFrom));
    const memory = { peakMb: full.peakMb, emptyMb: empty.peakMb };
    const { blockMs } = presets[preset].cycle;
    return { valid, ...memory, loaded, idle, cpuPercent, blockMs };
  } finally {
    await hosts?.stop();
    await watch.stop();
    await node.stop();
  }
}

function startHosts(address: string): LineProcess {
  const file = path.join(root, "bench", "host", "crowd-hosts.ts");
  const options = { cwd: root, env: nodeEnv() };
  return startLineProcess(findNode(), [file, address, String(crowdSize)], options);
}

/** Asks the ledger itself, and not those who were there. */
async function countValid(node: LocalNode): Promise<number> {
  const { cycle } = await node.line("settled", limitMs);
  const told = { event: "started", addresses: node.addresses };
  const { entries } = await readSprint(told, BigInt(cycle as number));
  return entries.filter(({ status, weight }) => status === "valid" && weight > 0n).length;
}

/** What Linux says of a process: peak memory, and processor time so far. */
function readProcess(pid: number): { readonly peakMb: number; readonly cpuMs: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kilobytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
  // Behind the name, which may hold anything: user and system time are fields 14 and 15, in hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  const cpuMs = 10 * (Number(fields[11]) + Number(fields[12]));
  return { peakMb: (kilobytes * 1024) / 1e6, cpuMs };
}
