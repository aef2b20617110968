import { describe, expect, test } from "vitest";
import { reasonOf } from "./follow-sprint.ts";
import { createRefusals, maxRefused } from "./refusals.ts";
import { createJoinedScene, phaseIs, taken } from "./test-scene.ts";
import type { RefusedView } from "./view.ts";

describe("[HO20] refusals", () => {
  test("a commit that a block refused is in its Sprint's view with code, sentence and block", async () => {
    const it = await createJoinedScene();
    await it.until(phaseIs(it, "sprint"));
    await it.until(() => it.compute.tried.length > 16);
    it.network.refuses = "sprint-full";
    await it.until(() => taken(it, "commit").length > 0);
    await it.clock.advance(500);
    const { height, code } = taken(it, "commit")[0] ?? expect.unreachable();
    expect(code).toBeGreaterThan(0);
    const expected: RefusedView = {
      kind: "commit",
      by: "block",
      code: "sprint-full",
      text: "As many Hosts as a Sprint can have committed to this one already",
      height,
    };
    expect(it.host.view().sprint?.refused).toEqual([expected]);
    await it.until(phaseIs(it, "work"));
    expect(it.host.view().sprint?.refused).toContainEqual(expected);
  });

  test("one that the node refuses, and a list that it does not keep", async () => {
    const it = await createJoinedScene();
    const { submit } = it.network;
    await it.until(phaseIs(it, "sprint"));
    it.network.handProof = async () => ({ ok: false, message: "No proof of this Sprint" });
    await it.until(() => taken(it, "commit").length > 0);
    it.network.submit = async () => ({ ok: false, refusal: "mempool-full" });
    await it.clock.advance(1000);
    it.network.submit = submit;
    const refused = it.host.view().sprint?.refused ?? [];
    expect(refused.map(({ kind, by, code }) => ({ kind, by, code }))).toContainEqual({
      kind: "proof",
      by: "node",
      code: "",
    });
    const full = refused.find(({ code }) => code === "mempool-full");
    expect(full).toMatchObject({ kind: "commit", by: "node" });
    expect(full?.text).toMatch(/^The node holds as many/);
    expect(full?.height).toBeGreaterThan(0n);
  });

  test("the last of them are kept, each Sprint's its own; a heartbeat is of none", () => {
    const told: string[] = [];
    let cycle = 3n;
    const view = {
      now: () => ({ cycle: { cycle } }),
      tell: (_: string, text: string) => told.push(text),
    };
    const refusals = createRefusals(view as never);
    const refused = { kind: "commit", by: "node", code: "stopping", text: "no" } as const;
    for (let i = 0n; i < 20n; i++) refusals.add({ ...refused, height: i });
    refusals.add({ ...refused, kind: "heartbeat", height: 99n });
    expect(refusals.of(3n).map(({ height }) => height)).toEqual(
      Array.from({ length: maxRefused }, (_, i) => BigInt(i + 4)),
    );
    expect(told).toHaveLength(21);
    cycle = 4n;
    expect(refusals.of(4n)).toEqual([]);
  });

  test.each([
    ["invalid", 1, "Nonce 77 is not appropriate"],
    ["invalid", 2, "Nonce 77 is appropriate but not at the proof's level"],
    ["missed", 0, "No block took the proof in the reveal window"],
    ["cannot-check", 0, "The referee could not re-run the proof, which is not a no"],
    ["valid", 0, undefined],
    ["revealed", 0, undefined],
  ] as const)("a verdict has its reason: %s, fault %d", (status, fault, reason) => {
    expect(reasonOf({ status, fault, faultNonce: 77n } as never, undefined)).toBe(reason);
  });

  test.each([
    ["not-dealt", "The cycle's beacon was not dealt"],
    ["first-value-not-opened", "The beacon's first value was not opened"],
    [
      "second-value-not-opened",
      "The beacon's second value was not opened, so no sample could be drawn",
    ],
    ["settled", "The cycle was void"],
  ] as const)("so has a void Sprint: %s", (outcome, reason) => {
    expect(reasonOf({ status: "void" } as never, { outcome } as never)).toBe(reason);
  });

  test("the reason stands in the view and is told", async () => {
    const it = await createJoinedScene();
    await it.until(phaseIs(it, "secondOpen"));
    const entry = it.network.entry(0n) ?? expect.unreachable();
    const judged = { status: "invalid", fault: 1, faultNonce: 7n, judgedHeight: 40n } as const;
    it.network.entries.set(0n, { ...entry, ...judged });
    await it.clock.advance(600);
    expect(it.host.view().sprint?.ledger).toMatchObject({
      status: "invalid",
      reason: "Nonce 7 is not appropriate",
      judgedHeight: 40n,
    });
    expect(it.texts()).toContain("The referee found the proof invalid: Nonce 7 is not appropriate");
  });
});
