import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, isIPv6 } from "node:net";

/** Ports of the page, of libp2p over TCP, over WebSockets and, of UDP, over WebRTC; 0 is any free one. */
export interface NodePorts {
  readonly web: number;
  readonly tcp: number;
  readonly ws: number;
  readonly webrtc: number;
}

/**
 * Throws one line that names all of a node's ports that are taken, before it listens at any.
 *
 * One after the other, a person would hear of each at another start; and of UDP, WebRTC's native part would also write
 * to standard output.
 */
export async function refuseTakenPorts(host: string, ports: NodePorts): Promise<void> {
  const { web, tcp, ws, webrtc } = ports;
  const taken: string[] = [];
  for (const port of [web, tcp, ws]) if (!(await isTcpFree(host, port))) taken.push(String(port));
  if (!(await isUdpFree(host, webrtc))) taken.push(`${webrtc} (UDP)`);
  if (taken.length === 0) return;
  const which = taken.length === 1 ? "Port" : "Ports";
  const listed = taken.join(", ").replace(/, (?=[^,]*$)/, " and ");
  throw new Error(
    `${which} ${listed} on ${host} ${taken.length === 1 ? "is" : "are"} taken; ` +
      "for others: npm start -- --port N, which takes N to N + 3",
  );
}

async function isTcpFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  const bound = once(server, "listening"); // or rejects with the error
  server.listen(port, host);
  return await isFree(host, bound, () => server.close());
}

async function isUdpFree(host: string, port: number): Promise<boolean> {
  const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
  const bound = once(socket, "listening");
  socket.bind(port, host);
  return await isFree(host, bound, () => socket.close());
}

async function isFree(host: string, bound: Promise<unknown>, close: () => void): Promise<boolean> {
  try {
    await bound;
    return true;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") return false;
    throw new Error(`Cannot listen on ${host}: ${message}`, { cause });
  } finally {
    close();
  }
}
