import type { HostView } from "@stadion/protocol/host";
import { expect, test } from "vitest";
import { controlWords } from "./control-words.ts";

const cycle = { cycle: 4n, phase: "sprint" } as NonNullable<HostView["cycle"]>;
const sprint = { cycle: 4n, step: "running" } as NonNullable<HostView["sprint"]>;
const running = {
  joined: true,
  paused: false,
  finishing: false,
  sprint,
  cycle,
  elsewhere: undefined,
};
const names = (view: Parameters<typeof controlWords>[0]) =>
  controlWords(view).map(({ name }) => name);

test.each([
  ["out", { ...running, joined: false }, ["Start"]],
  ["in a Sprint", running, ["Pause", "Finish, then leave", "Leave"]],
  ["paused", { ...running, paused: true }, ["Resume", "Finish, then leave", "Leave"]],
  ["finishing", { ...running, finishing: true }, ["Stay in", "Leave"]],
  ["finishing and paused", { ...running, finishing: true, paused: true }, ["Stay in", "Leave"]],
  ["between Sprints", { ...running, sprint: undefined }, ["Pause", "Leave"]],
  [
    "after a Sprint that is settled",
    { ...running, sprint: { ...sprint, step: "settled" } as const },
    ["Pause", "Leave"],
  ],
  [
    "with a Sprint of an earlier cycle",
    { ...running, sprint: { ...sprint, cycle: 3n } },
    ["Pause", "Leave"],
  ],
])("[HO14] [HO15] someone %s can ask for what has a meaning then", (_name, view, expected) => {
  expect(names(view)).toEqual(expected);
});

test("[HO14] what a pause costs depends on whether a Sprint runs", () => {
  const between = { ...running, cycle: { ...cycle, phase: "work" } as typeof cycle };
  expect(controlWords(running)[0]?.cost).toContain("the time until you resume is lost");
  expect(controlWords(between)[0]?.cost).toContain("a Sprint that starts is missed");
});

test("[HO21] while the key signs on another machine nothing can be started here", () => {
  const other = { ...running, elsewhere: { height: 1n, freeHeight: 9n } };
  expect(names(other)).toEqual(["Leave"]);
  expect(names({ ...other, joined: false })).toEqual([]);
});
