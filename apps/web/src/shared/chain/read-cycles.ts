import { recordQueries } from "@stadion/protocol/chain";
import type { NodeConnection } from "@stadion/protocol/network";
import { type CycleParams, isPresetName, presets } from "@stadion/protocol/params";
import type { ChainCycles, CycleFacts, Gun } from "./moments.ts";
import { readBlock } from "./read-block.ts";
import { readRecord } from "./read-record.ts";

type Source = Pick<NodeConnection, "status" | "query" | "block">;

/** How long this network's cycles are, and where the present one began; `undefined` for params this page lacks. */
export async function readCycleFrame(
  network: Source,
): Promise<Pick<ChainCycles, "params" | "anchor"> | undefined> {
  const { preset } = await network.status();
  const { record } = await readRecord(network, recordQueries.cycle());
  return isPresetName(preset) && record
    ? { params: presets[preset].cycle, anchor: record }
    : undefined;
}

/**
 * What the ledger still has of a cycle (LD11).
 *
 * @param oldest - the oldest block at hand: where the Sprint ended is looked up if its blocks are not
 */
export async function readCycleFacts(
  network: Source,
  cycle: bigint,
  params: CycleParams,
  oldest: bigint,
): Promise<CycleFacts> {
  const [first, second, summary] = await Promise.all([
    readRecord(network, recordQueries.beacon(cycle, 0)),
    readRecord(network, recordQueries.beacon(cycle, 1)),
    readRecord(network, recordQueries.summary(cycle)),
  ]);
  const gunHeight = first.record?.openHeight || undefined;
  const timeMs = gunHeight === undefined ? undefined : await timeOf(network, gunHeight);
  const gun =
    gunHeight === undefined || timeMs === undefined ? undefined : { height: gunHeight, timeMs };
  const sprintEnd =
    gun && gun.height < oldest ? await findSprintEnd(network, gun, params) : undefined;
  const drawHeight = second.record?.openHeight || undefined;
  return { gun, sprintEnd, drawHeight, summary: summary.record };
}

/** The first block past the Sprint's clock, or its last possible one (LD10); blocks come about evenly. */
async function findSprintEnd(
  network: Source,
  gun: Gun,
  { sprintMs, blockMs, sprintMaxBlocks }: CycleParams,
): Promise<bigint | undefined> {
  const last = gun.height + BigInt(sprintMaxBlocks);
  const guess = gun.height + BigInt(Math.ceil(sprintMs / blockMs));
  let at = guess < last ? guess : last;
  const isPast = async (height: bigint): Promise<boolean | undefined> => {
    const timeMs = await timeOf(network, height);
    return timeMs === undefined ? undefined : timeMs >= gun.timeMs + sprintMs;
  };
  if (await isPast(at)) {
    while (at > gun.height + 1n && (await isPast(at - 1n))) at -= 1n;
    return at;
  }
  for (; at < last; at += 1n) {
    const past = await isPast(at + 1n);
    if (past === undefined) return undefined; // the Sprint still runs
    if (past) return at + 1n;
  }
  return (await isPast(last)) === undefined ? undefined : last;
}

async function timeOf(network: Source, height: bigint): Promise<number | undefined> {
  const answer = await network.block(height);
  return answer && readBlock(answer)?.timeMs;
}
