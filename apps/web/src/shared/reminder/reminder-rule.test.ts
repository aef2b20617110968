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
  expect(reminderWords({ joined: true, elsewhere: undefined }, "30 s")).toEqual({
    title: "The next Sprint starts in 30 s",
    body: "This machine takes part by itself. Keep the page open.",
  });
  const out = { joined: false, elsewhere: undefined };
  expect(reminderWords(out, "30 s").body).toContain("not joined");
  const elsewhere = { height: 1n, freeHeight: 9n };
  expect(reminderWords({ joined: true, elsewhere }, "30 s").body).toContain("only looks on");
});
