import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { reminderLeadMs, reminderWords } from "./reminder-rule.ts";

test.each([
  ["mainnet", 300_000],
  ["local", 30_000],
  ["test", 5000],
] as const)("on %s the reminder comes %i ms before the gun", (preset, leadMs) => {
  expect(reminderLeadMs(presets[preset].cycle)).toBe(leadMs);
});

test("it says whether this machine takes part", () => {
  expect(reminderWords({ joined: true }, "30 s")).toEqual({
    title: "The next Sprint starts in 30 s",
    body: "This machine takes part by itself. Keep the page open.",
  });
  expect(reminderWords({ joined: false }, "30 s").body).toContain("not joined");
});
