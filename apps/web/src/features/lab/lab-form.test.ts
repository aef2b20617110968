import { expect, test } from "vitest";
import { checkLabForm } from "./lab-form.ts";

const good = { seedHex: "ab".repeat(32), hostKeyHex: "01".repeat(32), seconds: "10" };

test("a good form has no errors", () => {
  expect(checkLabForm(good)).toEqual({});
  expect(checkLabForm({ ...good, seconds: " 0.5 " })).toEqual({});
});

test.each([
  ["seedHex", "ab", "Expected 64 hex digits (0-9, a-f), found 2 of them"],
  ["hostKeyHex", "AB".repeat(32), "Expected 64 hex digits (0-9, a-f), found other characters"],
  ["seconds", "0", 'Expected a number of seconds up to 3600, found "0"'],
  ["seconds", "3601", 'Expected a number of seconds up to 3600, found "3601"'],
  ["seconds", "soon", 'Expected a number of seconds up to 3600, found "soon"'],
])("a bad %s says what was expected and found", (field, value, sentence) => {
  expect(checkLabForm({ ...good, [field]: value })).toEqual({ [field]: sentence });
});
