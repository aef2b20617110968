import { networkContract } from "@stadion/protocol/host/contracts";
import { afterEach, expect, test } from "vitest";
import { openNetworkPort, serveNetwork } from "./network-port.ts";
import { createTestNetwork } from "./test-network.ts";

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

async function make() {
  const { network, announce } = createTestNetwork();
  const { port1, port2 } = new MessageChannel();
  endings.push(serveNetwork(network, port1), () => port2.close());
  return { network: openNetworkPort(port2), announce };
}

for (const { name, run } of networkContract(make)) test(`[HO13] over a port: ${name}`, run);

test("an error crosses with its name: the Host tells a lost connection from a fault by it", async () => {
  const { network } = await make();
  await expect(network.query("lost", new Uint8Array())).rejects.toMatchObject({
    name: "NotConnectedError",
    message: "The node is gone",
  });
});

test("a port that is closed rejects what was asked and whatever is asked later", async () => {
  const { port2 } = new MessageChannel(); // whose other end never answers
  const network = openNetworkPort(port2);
  const asked = network.status();
  network.close();
  await expect(asked).rejects.toMatchObject({ name: "NotConnectedError" });
  await expect(network.block(1n)).rejects.toMatchObject({ name: "NotConnectedError" });
});
