import { keptCycles } from "../rules/chain/index.ts";
import { equalBytes } from "../rules/crypto/index.ts";
import type { Snapshot } from "./context.ts";
import { ledgerView } from "./follow-sprint.ts";
import { blankRecord, historyCodec, putRecord } from "./history.ts";
import type { LiveView } from "./live-view.ts";
import type { Store } from "./ports.ts";
import type { LedgerReader } from "./read-ledger.ts";
import type { Refusals } from "./refusals.ts";
import type { SprintLedgerView, SprintRecord, SprintView } from "./view.ts";

/** Keeps the key's Sprints through restarts (HO19). */
export interface HistoryKeeper {
  /** Takes up what is kept of this network, and asks the ledger what has become of the last Sprints. */
  step(snapshot: Snapshot): Promise<void>;
  /** A Sprint as it stands; kept at each change of the ledger's part and when computing ends. */
  putSprint(sprint: SprintView): Promise<void>;
  /** What was not computed of a Sprint. */
  putMissed(cycle: bigint, missed: Pick<SprintRecord, "missed" | "missedShare">): Promise<void>;
}

export interface HistoryOptions {
  readonly key: Uint8Array;
  readonly store: Store;
  readonly reader: Pick<LedgerReader, "entry" | "summary">;
  readonly view: LiveView;
  readonly refusals: Pick<Refusals, "restore">;
}

const storeName = "history";
/** Stretches that the view has at most. */
const maxMissed = 64;

export function createHistory({
  key,
  store,
  reader,
  view,
  refusals,
}: HistoryOptions): HistoryKeeper {
  let chainId: Uint8Array | undefined;
  let records: readonly SprintRecord[] = [];
  let askedOf: bigint | undefined;
  const show = (): void => {
    const missed = records.flatMap((record) => record.missed).slice(-maxMissed);
    view.update({ history: records, missed });
  };
  const put = async (record: SprintRecord): Promise<void> => {
    const before = records.find(({ cycle }) => cycle === record.cycle);
    if (!chainId || (before && factsOf(before) === factsOf(record))) return;
    records = putRecord(records, record);
    show();
    await store.set(storeName, historyCodec.encode({ chainId, key, records }));
  };
  const recordOf = (cycle: bigint): SprintRecord =>
    records.find((one) => one.cycle === cycle) ?? blankRecord(cycle);
  return {
    async step(snapshot) {
      if (!chainId || !equalBytes(chainId, snapshot.chainId)) {
        const bytes = await store.get(storeName);
        const kept = bytes && historyCodec.decode(bytes);
        const isThis =
          kept && equalBytes(kept.key, key) && equalBytes(kept.chainId, snapshot.chainId);
        records = isThis ? kept.records : [];
        ({ chainId } = snapshot);
        const last = records.at(-1);
        if (last) refusals.restore(last.cycle, last.refused);
        show();
      }
      const { cycle } = snapshot.cycle;
      if (askedOf === cycle) return;
      const open = records.filter(
        (one) => one.settledHeight === 0n && one.cycle < cycle && one.cycle + keptCycles >= cycle,
      );
      for (const record of open) {
        const entry = await reader.entry(record.cycle, key);
        const summary = await reader.summary(record.cycle);
        await put({ ...record, ...ledgerPart(ledgerView(entry, summary)) });
      }
      askedOf = cycle;
    },
    async putSprint({ cycle, step, tried, found, confirmed, ledger, refused }) {
      const before = records.find((one) => one.cycle === cycle);
      // While it runs the counts change with each batch: they are kept with what the ledger takes.
      const counts = before && step === "running" ? before : { tried, found, confirmed };
      const next = { ...recordOf(cycle), refused, ...ledgerPart(ledger) };
      const isSame = before && factsOf({ ...next, ...countsOf(counts) }) === factsOf(before);
      if (!isSame) await put({ ...next, tried, found, confirmed });
    },
    putMissed: (cycle, missed) => put({ ...recordOf(cycle), ...missed }),
  };
}

function ledgerPart(ledger: SprintLedgerView | undefined) {
  if (!ledger) return {};
  const { faultNonce: _, ...kept } = ledger;
  return kept;
}

function countsOf({
  tried,
  found,
  confirmed,
}: Pick<SprintRecord, "tried" | "found" | "confirmed">) {
  return { tried, found, confirmed };
}

function factsOf(record: SprintRecord): string {
  return JSON.stringify(record, (_, value: unknown) =>
    typeof value === "bigint" ? `${value}` : value,
  );
}
