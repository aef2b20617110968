import type { SprintEntry, SprintSummary } from "@stadion/protocol/chain";
import type { SprintRecord } from "@stadion/protocol/host";
import { describe, expect, test } from "vitest";
import { sprintRows } from "./sprint-rows.ts";

const entry = (status: SprintEntry["status"], weight = 0n) =>
  ({
    ...{ status, weight, count: 40, level: 0, commitHeight: 12n, revealHeight: 17n },
    ...{ judgedHeight: 23n, faultNonce: 9001n },
  }) as SprintEntry;
const sprint = (cycle: bigint, status: SprintEntry["status"], weight?: bigint) => ({
  ...{ cycle, entry: entry(status, weight) },
  summary: { cycle, height: 38n } as SprintSummary,
});
const kept = (cycle: bigint, status: SprintRecord["status"], weight = 0n) =>
  ({
    cycle,
    status,
    weight,
    count: 7,
    level: 1,
    reason: undefined,
    settledHeight: 5n,
  }) as SprintRecord;

describe("a Host's Sprints", () => {
  test("come newest first, the ledger's word before what was kept here", () => {
    const rows = sprintRows(
      [sprint(3n, "valid", 40n), sprint(4n, "missed")],
      [kept(2n, "valid", 14n), kept(3n, "revealed")],
    );
    expect(
      rows.map(({ cycle, status, weight, isOnLedger }) => [cycle, status, weight, isOnLedger]),
    ).toEqual([
      [4n, "missed", 0n, true],
      [3n, "valid", 40n, true],
      [2n, "valid", 14n, false],
    ]);
    expect(rows[1]).toMatchObject({ commitHeight: 12n, judgedHeight: 23n, settledHeight: 38n });
  });

  test("without a commit are not among them", () => {
    expect(
      sprintRows([{ cycle: 5n, entry: undefined, summary: undefined }], [kept(4n, "none")]),
    ).toEqual([]);
  });

  test("say why they gave no weight", () => {
    const reasons = sprintRows(
      [sprint(3n, "invalid"), sprint(2n, "missed"), sprint(1n, "valid", 4n)],
      [],
    ).map(({ reason }) => reason);
    expect(reasons).toEqual([
      "Nonce 9,001 does not belong into the proof",
      "Not revealed in time",
      undefined,
    ]);
  });
});
