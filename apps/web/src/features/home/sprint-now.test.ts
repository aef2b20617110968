import type { HostView, SprintView } from "@stadion/protocol/host";
import { expect, test } from "vitest";
import { sprintNow } from "./sprint-now.ts";

const sprint = {
  ...{ cycle: 4n, step: "running", noncesPerSecond: 1760.4, found: 2114, confirmed: 2096 },
} as SprintView;
const place = (cycle: bigint, phase: string) => ({ cycle, phase }) as HostView["cycle"];
const view = { sprint, cycle: place(4n, "sprint"), paused: false };

test("a Host in a Sprint shows its rate and what it found", () => {
  expect(sprintNow(view)).toEqual({
    title: "Your Sprint is running",
    rate: "1,760 nonces/s",
    found: "2,114",
    confirmed: "2,096",
  });
});

test("paused or at its last commit, it says so; before the first batch there is no rate", () => {
  const still = { ...sprint, step: "committing", noncesPerSecond: 0 } as const;
  expect(sprintNow({ ...view, sprint: still })).toMatchObject({
    title: "Your Sprint commits what was found",
    rate: "–",
  });
  expect(sprintNow({ ...view, sprint: still, paused: true })?.title).toBe("Your Sprint is paused");
});

test.each([
  ["there is none", { sprint: undefined }],
  ["the Sprint is over", { cycle: place(4n, "reveal") }],
  ["another Sprint runs", { cycle: place(5n, "sprint") }],
  ["it is settled", { sprint: { ...sprint, step: "settled" } as const }],
])("nothing is shown when %s", (_name, change) => {
  expect(sprintNow({ ...view, ...change })).toBeUndefined();
});
