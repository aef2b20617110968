import { afterEach, expect, test, vi } from "vitest";
import { findNode, readPlace } from "./find-node.ts";

afterEach(() => void vi.unstubAllGlobals());

const url = new URL("http://192.168.0.9:4800/stadion.json");
const chainId = "7b".repeat(32);
const tcp = "/ip4/192.168.0.9/tcp/4801/p2p/12D3";
const local = "/ip4/127.0.0.1/tcp/4802/ws/p2p/12D3";
const near = "/ip4/192.168.0.9/tcp/4802/ws/p2p/12D3";
const rtc = "/ip4/192.168.0.9/udp/4803/webrtc-direct/certhash/uEi/p2p/12D3";
const file = (addresses: unknown, chain: unknown = chainId) =>
  JSON.stringify({ addresses, chainId: chain });

test("of a node's addresses a page takes those for browsers, at the name it was opened with", () => {
  expect(readPlace(file([tcp, local, near, rtc]), url)).toEqual({
    ok: true,
    place: { addresses: [near, rtc], chainId },
  });
  expect(readPlace(file([tcp, local]), url)).toMatchObject({ place: { addresses: [local] } });
});

test.each([
  ["no JSON", "<!doctype html>", "no address for browsers"],
  ["null", "null", "no address for browsers"],
  ["no addresses", file("here"), "no address for browsers"],
  ["addresses for servers alone", file([tcp, 7]), "no address for browsers"],
  ["a network that is none", file([local], "7b"), "no network"],
])("%s is refused with what was found", (_name, text, reason) => {
  const found = readPlace(text, url);
  expect(!found.ok && found.message).toBe(
    `Expected the address of a full node at ${url}, found ${reason} in it`,
  );
});

test.each([
  [404, "no-node", "found status 404"],
  [500, "no-answer", "found status 500"],
  [503, "no-answer", "found status 503"],
] as const)("a server that says %i means %s", async (status, why, words) => {
  vi.stubGlobal("fetch", async () => new Response("", { status }));
  const found = await findNode(url);
  expect(found).toMatchObject({ ok: false, why });
  expect(!found.ok && found.message).toContain(words);
});

test("a server that can't be reached is a node that does not answer", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  expect(await findNode(url)).toMatchObject({ why: "no-answer" });
});
