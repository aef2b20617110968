import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { findLocalNode } from "./find-node.ts";

async function answering(body: string, ask: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_, answer) => answer.end(body)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await ask(`http://127.0.0.1:${port}/stadion.json`);
  } finally {
    server.close();
  }
}

test("the node of this machine tells its own addresses", async () => {
  const addresses = ["/ip4/127.0.0.1/tcp/4801/p2p/12D3KooW", "/ip4/127.0.0.1/tcp/4802/ws"];
  await answering(JSON.stringify({ addresses }), async (url) =>
    expect(await findLocalNode(url)).toEqual(addresses),
  );
});

test.each(["{}", "[]", "null", "7", '{"addresses":[]}', '{"addresses":[7]}'])(
  "%s is no node's answer",
  async (body) => {
    await answering(body, (url) =>
      expect(findLocalNode(url)).rejects.toThrow(/^What answers at .* is no Stadion node$/),
    );
  },
);

test("where none runs it says how to start one", async () => {
  let unused = "";
  await answering("", async (url) => {
    unused = url;
  });
  await expect(findLocalNode(unused)).rejects.toThrow(
    `No node answers at ${new URL(unused).origin}; start one with npm start, or name one with --connect`,
  );
});
