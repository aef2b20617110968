import { type Genesis, keptCycles, keptSummaryCycles } from "@stadion/protocol/chain";
import type { Params } from "@stadion/protocol/params";
import { applyGenesisHosts, applyMissed } from "./accounts/transition.ts";
import { emptyRoom } from "./accounts/types.ts";
import { applyTransaction, resultCode } from "./apply-transaction.ts";
import { isDealt, openedValue } from "./beacon-single/queries.ts";
import { dropBeacons } from "./beacon-single/transition.ts";
import type { BlockToFinalize } from "./contract.ts";
import { currentCycle } from "./cycle/queries.ts";
import { applyGenesisCycle, applyStep, nextStep } from "./cycle/transition.ts";
import type { Network } from "./network.ts";
import type { Draft } from "./records.ts";
import { entriesOf, isMissed, isRevealed } from "./sprint/queries.ts";
import { applyWeights, dropSprint, dropSummary, settleSprint } from "./sprint/settle.ts";

/** The state that a network begins with (LD2). */
export function applyGenesis(draft: Draft, { founder, weights }: Genesis, params: Params): void {
  applyGenesisHosts(draft, weights);
  applyWeights(draft, 0n, weights);
  applyGenesisCycle(draft, founder, params.cycle);
}

/** Applies a block to the draft; gives the result code of each transaction (LD22). */
export function applyBlock(draft: Draft, block: BlockToFinalize, network: Network): number[] {
  const context = { network, height: block.height, room: emptyRoom() };
  const codes = block.txs.map((tx) => resultCode(applyTransaction(draft, tx, context).result));
  endBlock(draft, block, network.params);
  return codes;
}

/** Moves the cycle on where the block was the last of its phase (LD9). */
function endBlock(draft: Draft, { height, timeMs }: BlockToFinalize, { cycle: params }: Params) {
  const record = currentCycle(draft);
  const { cycle } = record;
  const firstValue = openedValue(draft, cycle, 0);
  const facts = {
    isDealt: isDealt(draft, cycle),
    firstValue,
    secondValue: openedValue(draft, cycle, 1),
    anyRevealed: () => entriesOf(draft, cycle).some(isRevealed),
  };
  const step = nextStep(record, facts, { height, timeMs }, params);
  if (!step) return;
  if (step.ends) {
    const settled = settleSprint(draft, cycle, step.ends, height);
    applyMissed(draft, settled.filter(isMissed));
  }
  if (step.phase === "deal") dropOldRecords(draft, cycle + 1n);
  applyStep(draft, record, step, { height, timeMs, firstValue }, params);
}

// LD11
function dropOldRecords(draft: Draft, cycle: bigint): void {
  const sprint = cycle - keptCycles - 1n;
  if (sprint >= 0n) {
    dropBeacons(draft, sprint);
    dropSprint(draft, sprint);
  }
  const summary = cycle - keptSummaryCycles - 1n;
  if (summary >= 0n) dropSummary(draft, summary);
}
