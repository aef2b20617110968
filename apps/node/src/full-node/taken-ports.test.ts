import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { refuseTakenPorts } from "./taken-ports.ts";

const host = "127.0.0.1";
const held: (Server | Socket)[] = [];
afterEach(() => {
  for (const one of held.splice(0)) one.close();
});

async function heldTcp(): Promise<number> {
  const server = createServer().listen(0, host);
  held.push(server);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function heldUdp(): Promise<number> {
  const socket = createSocket("udp4").bind(0, host);
  held.push(socket);
  await once(socket, "listening");
  return socket.address().port;
}

const way = "for others: npm start -- --port N, which takes N to N + 3";

test("all ports that are taken are named at once, and only they", async () => {
  const [web, ws, webrtc] = [await heldTcp(), await heldTcp(), await heldUdp()];
  await expect(refuseTakenPorts(host, { web, tcp: 0, ws, webrtc })).rejects.toThrow(
    `Ports ${web}, ${ws} and ${webrtc} (UDP) on 127.0.0.1 are taken; ${way}`,
  );
  await expect(refuseTakenPorts(host, { web: 0, tcp: 0, ws, webrtc: 0 })).rejects.toThrow(
    `Port ${ws} on 127.0.0.1 is taken; ${way}`,
  );
});

test("ports that are free are left free", async () => {
  const tcp = await heldTcp();
  const udp = await heldUdp();
  for (const one of held.splice(0))
    await new Promise<void>((resolve) => void one.close(() => resolve()));
  const ports = { web: 0, tcp, ws: 0, webrtc: udp };
  await refuseTakenPorts(host, ports);
  await refuseTakenPorts(host, ports);
});

test("an address that this machine does not have is another fault", async () => {
  const ports = { web: 0, tcp: 0, ws: 0, webrtc: 0 };
  await expect(refuseTakenPorts("192.0.2.77", ports)).rejects.toThrow(
    /^Cannot listen on 192\.0\.2\.77: .*EADDRNOTAVAIL/,
  );
});
