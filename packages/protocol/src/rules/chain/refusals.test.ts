import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { advise, explain, type NodeRefusal, refusalCode, refusalOf, refusals } from "./index.ts";

const page = readFileSync(new URL("../../../../../spec/ledger.md", import.meta.url), "utf8");
const section = page.slice(page.indexOf("**LD22**"), page.indexOf("## 7."));
const rows = [...section.matchAll(/(\d+) \| `([a-z-]+)`/g)].map(
  ([, no, code]) => [Number(no), code ?? ""] as const,
);

test("[LD22] every code of the page has its number, a sentence and what to do, and there are no others", () => {
  expect(rows).toHaveLength(39);
  for (const [no, code] of rows) expect(refusalOf(no)).toBe(code);
  expect(refusals).toHaveLength(39);
  for (const code of refusals) {
    expect(refusalOf(refusalCode(code))).toBe(code);
    expect(explain(code)).toMatch(/^[A-Z].*[^.]$/);
    expect(advise(code)).toMatch(/^[A-Z].*[^.]$/);
    expect(advise(code)).not.toBe(explain(code));
  }
  expect(new Set(refusals.map((code) => explain(code))).size).toBe(39);
});

test("[LD22] 0 and what lies beyond are no refusals", () => {
  expect(refusalOf(0)).toBeUndefined();
  expect(refusalOf(40)).toBeUndefined();
});

test("[LD22] a node's own reasons have sentences too", () => {
  const own: NodeRefusal[] = ["mempool-full", "already-known", "stopping"];
  for (const code of own) {
    expect(explain(code)).toMatch(/^The node/);
    expect(advise(code)).toMatch(/^(Send it again|There is nothing to do)/);
  }
});
