// A Host's Network over a MessagePort: libp2p at the page's end, the Host's loop at the worker's. One port carries
// answers and events in the order they came about, so a connection is known before the first answer it gave.

import type { Network } from "@stadion/protocol/host";
import type { BlockAnnouncement, ConnectionState, NodeCalls } from "@stadion/protocol/network";

interface Call {
  readonly id: number;
  readonly method: keyof NodeCalls;
  readonly args: readonly unknown[];
}

type PortMessage =
  | { readonly type: "answer"; readonly id: number; readonly value: unknown }
  | { readonly type: "error"; readonly id: number; readonly name: string; readonly message: string }
  | { readonly type: "block"; readonly block: BlockAnnouncement }
  | { readonly type: "connection"; readonly connection: ConnectionState };

/** Lets the port's other end use this network; gives what ends that. */
export function serveNetwork(network: Network, port: MessagePort): () => void {
  const tell = (message: PortMessage): void => port.postMessage(message);
  const answer = async ({ id, method, args }: Call): Promise<void> => {
    try {
      const call = network[method] as (...args: readonly unknown[]) => Promise<unknown>;
      tell({ type: "answer", id, value: await call(...args) });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      tell({ type: "error", id, name, message });
    }
  };
  port.onmessage = ({ data }: MessageEvent<Call>) => void answer(data);
  const endings = [
    network.onBlock((block) => tell({ type: "block", block })),
    network.onConnection((connection) => tell({ type: "connection", connection })),
  ];
  return () => {
    for (const end of endings) end();
    port.close();
  };
}

export interface PortNetwork extends Network {
  /** Ends it: whatever is asked, or was, rejects. The other end may be gone without a word. */
  close(): void;
}

/** The network that the port's other end serves. Its calls reject as that one's do, by name and message. */
export function openNetworkPort(port: MessagePort): PortNetwork {
  const calls = new Map<number, PromiseWithResolvers<unknown>>();
  const blocks = new Set<(block: BlockAnnouncement) => void>();
  const connections = new Set<(state: ConnectionState) => void>();
  let connection: ConnectionState = { state: "connecting" };
  let lastId = 0;
  let isClosed = false;
  port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
    switch (data.type) {
      case "answer":
        calls.get(data.id)?.resolve(data.value);
        return void calls.delete(data.id);
      case "error":
        calls.get(data.id)?.reject(namedError(data));
        return void calls.delete(data.id);
      case "block":
        for (const listener of [...blocks]) listener(data.block);
        return;
      case "connection":
        connection = data.connection;
        for (const listener of [...connections]) listener(connection);
    }
  };
  const call = <T>(method: keyof NodeCalls, ...args: readonly unknown[]): Promise<T> => {
    if (isClosed) return Promise.reject(namedError(closed));
    const pending = Promise.withResolvers<unknown>();
    calls.set(++lastId, pending);
    const message: Call = { id: lastId, method, args };
    port.postMessage(message);
    return pending.promise as Promise<T>;
  };
  return {
    status: () => call("status"),
    submit: (transaction) => call("submit", transaction),
    handProof: (proof) => call("handProof", proof),
    block: (height) => call("block", height),
    query: (path, key) => call("query", path, key),
    onBlock: (listener) => added(blocks, listener),
    onConnection(listener) {
      listener(connection);
      return added(connections, listener);
    },
    close() {
      isClosed = true;
      port.close();
      for (const { reject } of calls.values()) reject(namedError(closed));
      calls.clear();
    },
  };
}

const closed = { name: "NotConnectedError", message: "The page closed its connection" };

function namedError({ name, message }: { name: string; message: string }): Error {
  return Object.assign(new Error(message), { name });
}

function added<T>(set: Set<T>, item: T): () => void {
  set.add(item);
  return () => set.delete(item);
}
