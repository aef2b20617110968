import path from "node:path";
import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { parseNodeOptions } from "./options.ts";

test("without arguments it is the local network on port 4800, for this machine alone", () => {
  expect(parseNodeOptions([])).toEqual({
    params: presets.local,
    ports: { web: 4800, tcp: 4801, ws: 4802, webrtc: 4803 },
    dataFolder: path.resolve(".stadion/local"),
    listenHost: "127.0.0.1",
    json: false,
  });
});

test("each preset has a folder of its own, and --data replaces it", () => {
  expect(parseNodeOptions(["--preset", "test"]).dataFolder).toBe(path.resolve(".stadion/test"));
  expect(parseNodeOptions(["--data", "/tmp/x"]).dataFolder).toBe("/tmp/x");
});

test("port 0 leaves all four to the system", () => {
  expect(parseNodeOptions(["--port", "0"]).ports).toEqual({ web: 0, tcp: 0, ws: 0, webrtc: 0 });
  expect(parseNodeOptions(["--port", "65532"]).ports.webrtc).toBe(65_535);
});

test.each([
  [["--port", "65533"], "--port expects a whole number from 0 to 65532, found 65533"],
  [["--port", "x"], "--port expects a whole number from 0 to 65532, found x"],
  [["--preset", "main"], "--preset expects one of test, local, testnet, mainnet, found main"],
  [["now"], "expected options, found now"],
  [["--speed"], "Unknown option '--speed'"],
])("%j is misuse", (args, message) => {
  expect(() => parseNodeOptions(args)).toThrow(message);
});
