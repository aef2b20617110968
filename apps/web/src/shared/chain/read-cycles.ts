import {
  beaconCodec,
  beaconKey,
  cycleCodec,
  cycleKey,
  summaryCodec,
} from "@stadion/protocol/chain";
import type { NodeConnection } from "@stadion/protocol/network";
import { isPresetName, presets } from "@stadion/protocol/params";
import type { ChainCycles, CycleFacts } from "./moments.ts";
import { readBlock } from "./read-block.ts";
import { readRecord } from "./read-record.ts";

type Source = Pick<NodeConnection, "status" | "query" | "block">;

/** How long this network's cycles are, and where the present one began; `undefined` for params this page lacks. */
export async function readCycleFrame(
  network: Source,
): Promise<Pick<ChainCycles, "params" | "anchor"> | undefined> {
  const { preset } = await network.status();
  const { record } = await readRecord(network, "cycle", cycleCodec);
  return isPresetName(preset) && record
    ? { params: presets[preset].cycle, anchor: record }
    : undefined;
}

/** What the ledger still has of a cycle (LD11). */
export async function readCycleFacts(network: Source, cycle: bigint): Promise<CycleFacts> {
  const [first, second, summary] = await Promise.all([
    readRecord(network, "beacon", beaconCodec, beaconKey(cycle, 0)),
    readRecord(network, "beacon", beaconCodec, beaconKey(cycle, 1)),
    readRecord(network, "summary", summaryCodec, cycleKey(cycle)),
  ]);
  const gunHeight = first.record?.openHeight || undefined;
  const answer = gunHeight === undefined ? undefined : await network.block(gunHeight);
  const block = answer && readBlock(answer);
  return {
    gun: block && { height: block.height, timeMs: block.timeMs },
    drawHeight: second.record?.openHeight || undefined,
    summary: summary.record,
  };
}
