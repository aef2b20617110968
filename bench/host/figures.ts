// The Host's figures and their bars, section by section.

import { runOnNode } from "../child.ts";
import { atLeast, atMost, type Figure, told } from "../figure.ts";
import { type Numbers, type Section, take } from "../section.ts";
import { crowdSize, measureCrowd } from "./crowd.ts";
import { measureFreshClone } from "./fresh-clone.ts";
import type { KernelShares } from "./kernels.ts";
import { measurePage } from "./page.ts";

async function proofSize(): Promise<Figure[]> {
  const measured = await runOnNode<Numbers>("host/proof-size.ts");
  const row = (name: string, from: string, unit: string) => ({
    name,
    value: take(measured, from),
    unit,
  });
  return [
    atMost(row("largest proof, 1 to 10^6 finds at mainnet's pass rate", "bytes", "bytes"), 3072),
    told(row("choosing and encoding it from 10^6 finds", "ms at a million", "ms")),
  ];
}

async function crowd(): Promise<Figure[]> {
  const { valid, peakMb, emptyMb, loaded, idle, cpuPercent, blockMs } = await measureCrowd();
  const who = `${crowdSize} Hosts on one node`;
  const ms = (name: string, value: number) => ({ name, value, unit: "ms" });
  return [
    atLeast({ name: `${who}, a Sprint: proofs settled valid`, value: valid, unit: "" }, crowdSize),
    atMost({ name: `${who}: peak memory of the node`, value: peakMb, unit: "MB" }, 600),
    told({ name: "the same node before the first of them", value: emptyMb, unit: "MB" }),
    atMost(ms(`${who}: mean time between blocks`, loaded.mean), 1.2 * blockMs),
    atMost(ms(`${who}: 95 % of blocks follow within`, loaded.p95), 1.2 * blockMs),
    told(ms(`${who}: longest time between blocks`, loaded.most)),
    told(ms("the same node without Hosts: 95 % of blocks follow within", idle.p95)),
    told({ name: `${who}: the node's use of a core`, value: cpuPercent, unit: "%" }),
  ];
}

async function kernels(preset: "local" | "mainnet"): Promise<Figure[]> {
  const measured = await runOnNode<KernelShares>("host/kernels.ts", preset);
  const { threads, kernels, barrier, idle, script } = measured;
  const who = `${preset}, a Host's ${threads} wasm threads in a Sprint`;
  const percent = (name: string, share: number) => ({ name, value: 100 * share, unit: "%" });
  return [
    atLeast(percent(`${who}: time in kernels`, kernels), 95),
    told(percent(`${preset}: waiting for one another`, barrier)),
    told(percent(`${preset}: waiting for the next batch`, idle)),
    told(percent(`${preset}: in JavaScript between kernels`, script)),
    told({
      name: `${preset}: nonces tried by the Host`,
      value: measured.noncesPerSecond,
      unit: "/s",
    }),
  ];
}

async function freshClone(): Promise<Figure[]> {
  const { pageSeconds, steps } = await measureFreshClone();
  const name = "npm start on a fresh clone, npm offline: page up";
  return [
    atMost({ name, value: pageSeconds, unit: "s" }, 30),
    ...steps.map(({ name, seconds }) =>
      told({ name: `npm start on a fresh clone: ${name}`, value: seconds, unit: "s" }),
    ),
  ];
}

async function page(): Promise<Figure[]> {
  const { firstSeconds, againSeconds, tasks } = await measurePage();
  const row = (name: string, value: number, unit: string) => ({ name, value, unit });
  const { long, longestMs, longestCpuMs } = tasks;
  return [
    atMost(row("page opened, key made: Host ready for a Sprint", firstSeconds, "s"), 5),
    atMost(row("page opened again: Host ready", againSeconds, "s"), 5),
    atMost(row("page's main thread in a Sprint: tasks over 50 ms", long, ""), 0),
    told(row("page's main thread: longest task, on the clock", longestMs, "ms")),
    told(row("page's main thread: longest task, on the processor", longestCpuMs, "ms")),
  ];
}

export const hostSections: readonly Section[] = [
  { name: "proof size", measure: proofSize },
  { name: "kernels, local", measure: () => kernels("local") },
  { name: "kernels, mainnet", measure: () => kernels("mainnet") },
  { name: "crowd", measure: crowd },
  { name: "fresh clone", measure: freshClone },
  { name: "page", measure: page },
];
