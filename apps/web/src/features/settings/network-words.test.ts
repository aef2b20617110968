import { expect, test } from "vitest";
import { connectionWords, failureWords } from "./network-words.ts";

const found = { ok: true, place: { addresses: [], chainId: "" } } as const;
const connected = { state: "connected", peer: "12D3", transport: "websocket" } as const;

test.each([
  [{ found: undefined, connection: undefined }, "Asking the server that this page came from."],
  [
    { found: { ok: false, why: "no-node", message: "Found none" } as const, connection: undefined },
    "Found none.",
  ],
  [{ found, connection: undefined }, "Connecting to the node."],
  [{ found, connection: { state: "connecting" } as const }, "Connecting to the node."],
  [
    { found, connection: { state: "lost", reason: "The node closed it", retryInMs: 5 } as const },
    "The connection is lost: The node closed it.",
  ],
  [{ found, connection: { ...connected, failed: [] } }, "Connected to the node over WebSocket."],
])("%o", (state, words) => {
  expect(connectionWords({ ...state, nextLookMs: undefined, sinceMs: 0 })).toBe(words);
});

test("a way that failed says which and why", () => {
  const failure = { transport: "webrtc-direct", reason: "No answer in 8 s" } as const;
  expect(failureWords(failure)).toBe("WebRTC did not work: No answer in 8 s.");
});
