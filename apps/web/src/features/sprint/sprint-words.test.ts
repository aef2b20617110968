import type { HostView, SprintView } from "@stadion/protocol/host";
import { describe, expect, test } from "vitest";
import { paceWords, refusedWords, stepWords, withoutNode } from "./sprint-words.ts";

const sprint: SprintView = {
  cycle: 4n,
  step: "running",
  tried: 5289n,
  found: 334,
  confirmed: 333,
  noncesPerSecond: 1760,
  elapsedMs: 2000,
  sprintMs: 5000,
  ledger: undefined,
  refused: [],
};
const place = (cycle: bigint, phase: string) => ({ cycle, phase }) as HostView["cycle"];

describe("what the Host does", () => {
  test("paused is said of a Sprint that runs, and of no other", () => {
    const still = { ...sprint, step: "committing" } as const;
    expect(stepWords(still, { paused: true, cycle: place(4n, "sprint") })).toBe("paused");
    expect(stepWords(still, { paused: true, cycle: place(4n, "reveal") })).toMatch(/^committing/);
    expect(stepWords(still, { paused: true, cycle: place(5n, "sprint") })).toMatch(/^committing/);
    expect(stepWords(sprint, { paused: true, cycle: place(4n, "sprint") })).toBe("running");
  });

  test("rate and time while it runs, the average afterwards, nothing before a batch", () => {
    expect(paceWords(sprint)).toBe("1,760 nonces/s, 2 s of 5 s");
    expect(paceWords({ ...sprint, step: "settled" })).toBe("1,760 nonces/s on average");
    expect(paceWords({ ...sprint, noncesPerSecond: 0 })).toBe("Preparing the first batch");
  });
});

test.each([
  [{ sprint, joined: true }, "computes on"],
  [{ sprint: { ...sprint, step: "revealing" } as const, joined: false }, "is kept"],
  [{ sprint: undefined, joined: true }, "is missed"],
  [{ sprint: { ...sprint, step: "settled" } as const, joined: false }, "the node."],
])("[HO11] without a node it says what goes on, case %#", (view, words) => {
  expect(withoutNode(view)).toContain(words);
});

test("a refusal names the thing, who refused it, the sentence and the code", () => {
  const refused = { kind: "commit", by: "node", height: 7n } as const;
  expect(refusedWords({ ...refused, code: "sprint-full", text: "No more fit" })).toEqual([
    "A commit was refused by the node at ",
    "No more fit (sprint-full)",
  ]);
  expect(refusedWords({ ...refused, by: "block", code: "", text: "Foreign" })).toEqual([
    "A commit was refused by ",
    "Foreign",
  ]);
});
