import { expect, test } from "vitest";
import { readPlace } from "./find-node.ts";

const url = new URL("http://192.168.0.9:4800/stadion.json");
const chainId = "7b".repeat(32);
const tcp = "/ip4/192.168.0.9/tcp/4801/p2p/12D3";
const local = "/ip4/127.0.0.1/tcp/4802/ws/p2p/12D3";
const near = "/ip4/192.168.0.9/tcp/4802/ws/p2p/12D3";
const file = (addresses: unknown, chain: unknown = chainId) =>
  JSON.stringify({ addresses, chainId: chain });

test("of a node's addresses a page takes the WebSocket at the name it was opened with", () => {
  expect(readPlace(file([tcp, local, near]), url)).toEqual({
    ok: true,
    place: { address: near, chainId },
  });
  expect(readPlace(file([tcp, local]), url)).toMatchObject({ place: { address: local } });
});

test.each([
  ["no JSON", "<!doctype html>", "no WebSocket address"],
  ["null", "null", "no WebSocket address"],
  ["no addresses", file("here"), "no WebSocket address"],
  ["addresses for servers alone", file([tcp, 7]), "no WebSocket address"],
  ["a network that is none", file([local], "7b"), "no network"],
])("%s is refused with what was found", (_name, text, reason) => {
  const found = readPlace(text, url);
  expect(!found.ok && found.message).toBe(
    `Expected the address of a full node at ${url}, found ${reason} in it`,
  );
});
