import { expect, test } from "vitest";
import { routeOf } from "./routes.ts";

test("the address names the page; an unknown one is the first page", () => {
  expect(routeOf("#/lab")).toBe("/lab");
  expect(routeOf("#/")).toBe("/");
  expect(routeOf("")).toBe("/");
  expect(routeOf("#/nowhere")).toBe("/");
});
