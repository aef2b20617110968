import { expect, test } from "vitest";
import { routeOf } from "./routes.ts";

test.each([
  ["", "/", ""],
  ["#", "/", ""],
  ["#/", "/", ""],
  ["#/blocks", "/blocks", ""],
  ["#/blocks/12", "/blocks", "12"],
  ["#/elsewhere/12", "nowhere", ""],
  ["#stray", "/", ""],
])("the address %s names the page %s and there %s", (hash, path, item) => {
  expect(routeOf(hash)).toEqual({ path, item });
});
