import path from "node:path";
import { expect, test } from "vitest";
import { parseHostOptions } from "./options.ts";

test("without arguments it asks the node of this machine and keeps its key beside its data", () => {
  expect(parseHostOptions([])).toEqual({
    connect: undefined,
    keyFile: path.resolve(".stadion/host/host.key"),
    dataFolder: path.resolve(".stadion/host"),
    sprints: undefined,
    throttle: undefined,
    takeOver: false,
    benchmarkMs: undefined,
    backend: "auto",
    json: false,
  });
});

test("the key goes where --data says, unless --key-file says otherwise", () => {
  expect(parseHostOptions(["--data", "/tmp/a"]).keyFile).toBe("/tmp/a/host.key");
  expect(parseHostOptions(["--data", "/tmp/a", "--key-file", "/tmp/k"]).keyFile).toBe("/tmp/k");
});

test("the throttle is a share, the benchmark is told in seconds", () => {
  const options = parseHostOptions(["--throttle", "0.5", "--benchmark", "10", "--take-over"]);
  expect(options).toMatchObject({ throttle: 0.5, benchmarkMs: 10_000, takeOver: true });
});

test.each([
  [["--sprints", "0"], "--sprints expects a whole number from 1 to 1000000, found 0"],
  [["--threads", "0"], "--threads expects a whole number from 1 to "],
  [["--threads", "99999"], "the cores of this machine, found 99999"],
  [["--backend", "cuda"], "--backend expects one of auto, webgpu, wasm, oracle, found cuda"],
  [["--throttle", "0.09"], "--throttle expects a share from 0.1 to 1, found 0.09"],
  [["--throttle", "50%"], "--throttle expects a share from 0.1 to 1, found 50%"],
  [["--benchmark", "0"], "--benchmark expects a whole number from 1 to 3600, found 0"],
  [["--key-file"], "Option '--key-file <value>' argument missing"],
  [["/ip4/127.0.0.1"], "expected options, found /ip4/127.0.0.1"],
])("%j is misuse", (args, message) => {
  expect(() => parseHostOptions(args)).toThrow(message);
});
