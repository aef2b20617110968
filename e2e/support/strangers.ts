import { createHmac, randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { crc32 } from "node:zlib";

// What a node must bear from those who mean no good: sockets that say nothing, and STUN packets that nobody asked for.

export interface Strangers {
  leave(): void;
}

/** Opens sockets that say `text` at most, and opens each again as often as it is closed. */
export function pesterWithSockets(port: number, count: number, text = ""): Strangers {
  const sockets = new Set<Socket>();
  let isOver = false;
  const open = (): void => {
    const socket = connect(port, "127.0.0.1");
    sockets.add(socket);
    socket.on("error", () => {}).resume();
    socket.write(text);
    socket.on("close", () => {
      sockets.delete(socket);
      if (!isOver) setTimeout(open, 100);
    });
  };
  for (let i = 0; i < count; i++) open();
  return {
    leave() {
      isOver = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Sends that many STUN packets, each under a new name, in bursts of 50. */
export async function floodWithStun(port: number, count: number): Promise<void> {
  const socket = createSocket("udp4");
  for (let i = 0; i < count; i++) {
    const [server, client, pwd] = i % 2 === 0 ? namesOfV1() : namesOfV2();
    socket.send(bindingRequest(`${server}:${client}`, pwd), port, "127.0.0.1");
    if (i % 50 === 49) await turn();
  }
  socket.close();
  await once(socket, "close");
}

function namesOfV1(): [string, string, string] {
  const name = `libp2p+webrtc+v1/${randomBytes(16).toString("hex")}`;
  return [name, name, name];
}

function namesOfV2(): [string, string, string] {
  const name = `libp2p+webrtc+v2/${randomBytes(12).toString("hex")}`;
  return [name, randomBytes(4).toString("hex"), name];
}

const types = {
  username: 0x0006,
  integrity: 0x0008,
  priority: 0x0024,
  controlling: 0x802a,
  fingerprint: 0x8028,
};

/** A STUN binding request as ICE sends it: RFC 8489, RFC 8445 §16. */
function bindingRequest(username: string, pwd: string): Buffer {
  const id = randomBytes(12);
  /** Both checks are over a header whose length counts the check itself. */
  const message = (attributes: Buffer, more: number): Buffer => {
    const header = Buffer.alloc(8);
    header.writeUInt16BE(0x0001, 0);
    header.writeUInt16BE(attributes.length + more, 2);
    header.writeUInt32BE(0x2112a442, 4);
    return Buffer.concat([header, id, attributes]);
  };
  const first = Buffer.concat([
    attribute(types.username, Buffer.from(username)),
    attribute(types.priority, Buffer.from([0x6e, 0x7f, 0x1e, 0xff])),
    attribute(types.controlling, randomBytes(8)),
  ]);
  const hmac = createHmac("sha1", pwd).update(message(first, 24)).digest();
  const second = Buffer.concat([first, attribute(types.integrity, hmac)]);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE((crc32(message(second, 8)) ^ 0x5354554e) >>> 0, 0);
  return message(Buffer.concat([second, attribute(types.fingerprint, crc)]), 0);
}

function attribute(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(value.length, 2);
  return Buffer.concat([header, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}
