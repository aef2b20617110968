import { expect, test } from "vitest";
import { junitResults } from "./junit.ts";

const report = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="./a.ts" tests="3">
  <testcase name="[GK1] one &lt; two" classname="./packages/a.ts" time="0.1"/>
  <testcase name="two" classname="a"><properties/></testcase>
  <testcase name="three"><failure message="Expected &quot;1&quot;">at a.ts:3</failure></testcase>
</testsuite></testsuites>`;

test("a JUnit report lists every test, with the message of a failed one", () => {
  const results = junitResults(report);
  expect(results.map(({ name }) => name)).toEqual(["[GK1] one < two", "two", "three"]);
  expect(results.map(({ failure }) => failure !== undefined)).toEqual([false, false, true]);
  expect(results.map(({ file }) => file)).toEqual(["packages/a.ts", "a", ""]);
  expect(results[2]?.failure).toContain('Expected "1"');
});
