import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { UsageError } from "../command.ts";
import { parsed, threadsOf } from "./option-values.ts";

test("an option that there is not is named, without advice that leads nowhere", () => {
  const parse = () => parseArgs({ args: ["--speed"], options: {}, allowPositionals: true });
  expect(parse).toThrow("To specify a positional argument");
  expect(() => parsed(parse)).toThrow(/^Unknown option '--speed'$/);
});

test("as many threads as the machine has cores, and no more", () => {
  expect(threadsOf("2", 2)).toBe(2);
  expect(() => threadsOf("0", 2)).toThrow(UsageError);
  expect(() => threadsOf("3", 2)).toThrow(
    "--threads expects a whole number from 1 to 2, the cores of this machine, found 3",
  );
});
