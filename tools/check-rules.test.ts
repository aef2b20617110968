import { expect, test } from "vitest";
import { findRuleFaults } from "./check-rules.ts";

const spec = {
  path: "spec/a.md",
  text: "# A\n**AA1** One.\n\n### AA2 Two\nSee **AA9** and AA8.\n",
};
const suite = { path: "a.test.ts", text: 'test("[AA1] [AA2] both", f);' };

test("rules and tests that name each other have no fault", () => {
  expect(findRuleFaults([spec], [suite])).toEqual([]);
  expect(findRuleFaults([], [])).toEqual([]);
});

test("a rule without a test is a fault", () => {
  const half = { ...suite, text: "test.each(cases)('[AA1] $name', f);" };
  expect(findRuleFaults([spec], [half])).toEqual(["AA2 in spec/a.md has no test"]);
});

test("an ID in the middle of a name or in a comment is no claim", () => {
  const loose = { ...suite, text: '// [AA2]\ntest("[AA1] as [AA2] says", f);' };
  expect(findRuleFaults([spec], [loose])).toEqual(["AA2 in spec/a.md has no test"]);
});

test("a test of an unknown rule is a fault", () => {
  const stray = { path: "b.test.ts", text: "test(`[AA9] mentioned, not defined`, f);" };
  expect(findRuleFaults([spec], [suite, stray])).toEqual([
    "b.test.ts tests AA9, which no spec defines",
  ]);
});

test("a rule defined twice is a fault", () => {
  const again = { path: "spec/b.md", text: "**AA1** Again.\n" };
  expect(findRuleFaults([spec, again], [suite])).toEqual([
    "AA1 is defined in spec/a.md and again in spec/b.md",
  ]);
});

test("a planned rule needs no test, and its mark goes with the first one", () => {
  const planned = { path: "spec/c.md", text: "**AA1** (planned) One.\n### AA2 (planned)\n" };
  const first = { path: "c.test.ts", text: 'test("[AA1] one", f);' };
  expect(findRuleFaults([planned], [first])).toEqual([
    "AA1 in spec/c.md is marked planned but has a test: drop the mark",
  ]);
});
