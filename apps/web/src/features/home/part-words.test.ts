import { presets } from "@stadion/protocol/params";
import { describe, expect, test } from "vitest";
import { partWords } from "./part-words.ts";

const { cycle: params } = presets.local;
const out = {
  ...{ joined: false, registered: true, paused: false, finishing: false },
  cycle: { phase: "work" },
} as const;
const inSprint = { ...out, cycle: { phase: "sprint" } } as const;

describe("someone who has not joined", () => {
  test("joins the next Sprint", () => {
    const { actions, note } = partWords(out, params, 0);
    expect(actions).toEqual(["join"]);
    expect(note).toContain("computes for 30 s");
  });

  test("may join one that runs, and reads what is left of it", () => {
    expect(partWords(inSprint, params, 16_000)).toEqual({
      actions: ["join-now"],
      note: "14 s of 30 s are over: from now on you can get about half the weight of a whole Sprint.",
    });
  });

  test("is told when it is too late, at the very moment", () => {
    expect(partWords(inSprint, params, 4001).actions).toEqual(["join-now"]);
    expect(partWords(inSprint, params, 4000)).toEqual({
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
    const words = partWords({ ...out, joined: true, ...change }, params, 0);
    expect(words.actions).toEqual(actions);
    expect(words.note).toContain(note);
  });
});
