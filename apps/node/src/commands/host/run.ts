import { bytesToHex, publicKeyOf } from "@stadion/protocol/crypto";
import { createHost, type HostView, type RunningHost } from "@stadion/protocol/host";
import { machineClock, machineRandom } from "@stadion/protocol/machine";
import { connectToNode } from "@stadion/protocol/network";
import { createFileStore } from "../../adapters/file-store.ts";
import { lockFolder } from "../../adapters/folder-lock.ts";
import { readOrMakeKey } from "../../adapters/key-file.ts";
import { type CommandIo, UsageError } from "../../command.ts";
import { openCompute } from "../../compute/choose-backend.ts";
import { jsonLine } from "../json-line.ts";
import { startStatus } from "../sprint/progress.ts";
import { findLocalNode } from "./find-node.ts";
import { measure } from "./measure.ts";
import type { HostOptions } from "./options.ts";
import { createReporter, startFacts, startLines } from "./report.ts";
import { statusLine, statusNews } from "./status-line.ts";
import { whenAskedToStop } from "./stopping.ts";

/**
 * Runs a Host until the person asks to stop, or as many Sprints as asked for are settled.
 *
 * 0, or 1 if one of those Sprints gave no weight.
 */
export async function runHost(options: HostOptions, io: CommandIo): Promise<number> {
  const closers: (() => unknown)[] = [];
  let code = 0;
  try {
    const lock = lockFolder(options.dataFolder);
    closers.push(lock.release);
    const { secretKey, isNew } = readOrMakeKey(options.keyFile);
    const addresses = options.connect ? [options.connect] : await findLocalNode();
    const compute = await openCompute(options, io.warn);
    closers.push(compute.close);
    const network = await connect(addresses);
    closers.push(network.stop);
    const store = createFileStore(options.dataFolder);
    const ports = { clock: machineClock, store, compute, network, random: machineRandom };
    const host = createHost({ key: secretKey, ports });
    const about = {
      hostId: bytesToHex(publicKeyOf(secretKey)),
      keyFile: options.keyFile,
      isNewKey: isNew,
      node: addresses[0] ?? "",
      backend: compute.describe(),
    };
    if (options.json) io.print(jsonLine(startFacts(about)));
    else for (const line of startLines(about)) io.print(line);
    if (options.benchmarkMs === undefined) {
      closers.push(host.stop);
      code = await takePart(host, about.node, options, io);
    } else {
      const { json, throttle = 1, benchmarkMs: ms } = options;
      await measure(ports, { key: publicKeyOf(secretKey), ms, throttle, json }, io);
    }
  } finally {
    for (const close of closers.reverse()) await close();
  }
  if (options.json) io.print(jsonLine({ event: "stopped" }));
  else if (options.benchmarkMs === undefined) io.print("Stopped");
  return code;
}

async function connect(addresses: readonly string[]) {
  try {
    return await connectToNode({ addresses, transports: "server" });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const found = addresses.join(", ");
    throw new UsageError(`expected the address of a node, found ${found}: ${reason}`, { cause });
  }
}

/** Joins, and tells what happens until it is time to go. */
async function takePart(
  host: RunningHost,
  node: string,
  {
    sprints,
    json,
    throttle,
    takeOver,
  }: Pick<HostOptions, "sprints" | "json" | "throttle" | "takeOver">,
  io: CommandIo,
): Promise<number> {
  const reporter = createReporter(json, io, node);
  const weights: bigint[] = [];
  const over = new Promise<void>((resolve, reject) => {
    const look = (view: HostView) => {
      for (const settled of reporter.tell(view)) weights.push(settled.ledger?.weight ?? 0n);
      if (view.refusal !== undefined) reject(new Error(view.refusal));
      if (sprints !== undefined && weights.length >= sprints) resolve();
    };
    host.onView(look);
    whenAskedToStop(host, io, json, resolve);
  });
  const line = () => statusLine(host.view());
  const stopStatus = json ? () => {} : startStatus(io, line, () => statusNews(host.view()));
  try {
    host.join();
    if (throttle !== undefined) host.setThrottle(throttle);
    if (takeOver) host.takeOver();
    await host.start();
    await over;
  } finally {
    stopStatus();
  }
  return sprints !== undefined && weights.some((weight) => weight === 0n) ? 1 : 0;
}
