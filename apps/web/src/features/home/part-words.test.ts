import { presets } from "@stadion/protocol/params";
import { describe, expect, test } from "vitest";
import { partWords } from "./part-words.ts";

const { cycle: params } = presets.local;
const out = {
  ...{ joined: false, registered: true, paused: false, finishing: false },
  ...{ sprint: undefined, elsewhere: undefined },
  cycle: { phase: "work" },
} as const;
const inSprint = { ...out, cycle: { phase: "sprint" } } as const;

describe("someone who has not joined", () => {
  test("joins the next Sprint", () => {
    const { actions, note } = partWords(out, params, 0, undefined);
    expect(actions).toEqual(["join"]);
    expect(note).toContain("computes for 30 s");
  });

  test("may join one that runs, and reads what is left of it", () => {
    expect(partWords(inSprint, params, 16_000, undefined)).toEqual({
      actions: ["join-now"],
      note: "14 s of 30 s are over: from now on you can get about half the weight of a whole Sprint.",
    });
  });

  test("is told when it is too late, at the very moment", () => {
    expect(partWords(inSprint, params, 4001, undefined).actions).toEqual(["join-now"]);
    expect(partWords(inSprint, params, 4000, undefined)).toEqual({
      actions: ["join"],
      note: "Too late for this Sprint: you start with the next one.",
    });
  });
});

describe("someone who has joined", () => {
  test.each([
    [{}, ["leave"], "You are in"],
    [{ registered: false }, ["leave"], "yet to register"],
    [{ paused: true }, ["resume", "leave"], "Paused"],
    [{ finishing: true }, ["stay", "leave"], "your last"],
    [{ finishing: true, paused: true }, ["stay", "leave"], "your last"],
  ])("with %j may %j", (change, actions, note) => {
    const words = partWords({ ...out, joined: true, ...change }, params, 0, undefined);
    expect(words.actions).toEqual(actions);
    expect(words.note).toContain(note);
  });
});

describe("someone whose node does not answer", () => {
  const joined = { ...out, joined: true };

  test("is not told of Sprints to come, whether in or not", () => {
    expect(partWords(joined, params, 0, "no-answer").note).toContain("is missed");
    expect(partWords(joined, params, 0, "no-block").note).toContain("before the ledger goes on");
    expect(partWords(out, params, 0, "no-answer").note).toContain("before the node answers");
    expect(partWords(inSprint, params, 20_000, "no-block").actions).toEqual(["join"]);
  });

  test("[HO11] computes on in a Sprint that had begun", () => {
    const running = { ...joined, sprint: { step: "running" } } as const;
    expect(partWords(running, params, 0, "no-answer").note).toContain("computes on");
  });
});

describe("someone whose key signs on another machine", () => {
  const other = { ...out, elsewhere: { height: 1n, freeHeight: 9n } };

  test("[HO21] looks on: neither in, nor asked to join", () => {
    const { actions, note } = partWords(other, params, 0, undefined);
    expect(actions).toEqual([]);
    expect(note).toBe("This machine only looks on while its key is in use elsewhere.");
    const joined = partWords({ ...other, joined: true }, params, 0, "no-answer");
    expect(joined.actions).toEqual(["leave"]);
    expect(joined.note).not.toContain("You are in");
  });
});
