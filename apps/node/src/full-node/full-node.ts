import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bytesToHex, publicKeyOf } from "@stadion/protocol/crypto";
import type { NodeServer } from "@stadion/protocol/network/server";
import type { Params } from "@stadion/protocol/params";
import manifest from "../../package.json" with { type: "json" };
import { createDuties } from "./duties.ts";
import type { NodeEvent } from "./events.ts";
import { type NetworkConfig, startNetwork } from "./network.ts";
import { createNodeService } from "./node-service.ts";
import { openNodeStore } from "./node-store.ts";
import { type OpenLedger, openNodeLedger } from "./open-ledger.ts";
import { createStateReader } from "./state-reader.ts";
import { type Connection, createWebApp } from "./web-app.ts";
import { startWebServer } from "./web-server.ts";

export interface FullNodeConfig {
  readonly params: Params;
  readonly dataFolder: string;
  readonly listenHost: string;
  /** 0 is any free port. */
  readonly ports: NetworkConfig["ports"];
  /** Where the built page is, or will be. */
  readonly pageFolder: string;
}

export interface FullNode {
  readonly connection: Connection;
  readonly pageUrl: string;
  readonly isPageBuilt: boolean;
  readonly dataFolder: string;
  readonly key: string;
  /** Set when the key was made just now. */
  readonly newKeyFile: string | undefined;
  readonly height: bigint;
  /** Rejects when the ledger can make no further block. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

const agent = `stadion/${manifest.version}`;
/** Longer than an orderly farewell to all peers takes. */
const farewellMs = 2000;

/**
 * Starts a full node: its ledger, the network and the page's server, in that order.
 *
 * Blocks begin when everything listens. Rejects, with all of it closed again, when any part does not start.
 */
export async function startFullNode(
  config: FullNodeConfig,
  onEvent: (event: NodeEvent) => void,
): Promise<FullNode> {
  const { params, dataFolder } = config;
  let fail: (error: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {}); // whoever waits for it hears of it
  const warn = (message: string) => onEvent({ kind: "warning", message });
  const ledger = openNodeLedger(dataFolder, params, {
    onFailure: (cause) =>
      fail(new Error(`The ledger can make no further block: ${reasonOf(cause)}`, { cause })),
    onListenerError: (error) => warn(`Telling of a block failed: ${reasonOf(error)}`),
  });
  const { engine, chainId } = ledger;
  const closers: (() => unknown)[] = [() => engine.stop()];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const store = openNodeStore(dataFolder);
    closers.push(() => store.close());
    const reader = createStateReader(engine);
    const service = createNodeService({ engine, reader, store, params, chainId, agent });
    const network = await startNetwork(config, service, warn);
    closers.push(() => Promise.race([network.stop(), sleep(farewellMs)]));
    const connection = connectionOf(network, chainId, params);
    const { listenHost, ports, pageFolder } = config;
    const web = await startWebServer(createWebApp(pageFolder, connection), listenHost, ports.web);
    closers.push(() => web.stop());
    const duties = createDuties(ledger, reader, store, params, onEvent);
    closers.push(() => duties.stop());
    const about = aboutNode(config, ledger, reader.height(), web.port);
    duties.start();
    engine.start();
    return { connection, ...about, failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function connectionOf(
  { peerId, addresses }: NodeServer,
  chainId: Uint8Array,
  { name }: Params,
): Connection {
  return { preset: name, chainId: bytesToHex(chainId), peerId, agent, addresses };
}

function aboutNode(
  { listenHost, pageFolder, dataFolder }: FullNodeConfig,
  { secretKey, keyFile, isNewKey }: OpenLedger,
  height: bigint,
  webPort: number,
) {
  const everywhere = listenHost === "0.0.0.0" || listenHost === "::";
  const shown = listenHost.includes(":") ? `[${listenHost}]` : listenHost;
  return {
    pageUrl: `http://${everywhere ? "127.0.0.1" : shown}:${webPort}`,
    isPageBuilt: existsSync(path.join(pageFolder, "index.html")),
    dataFolder,
    key: bytesToHex(publicKeyOf(secretKey)),
    newKeyFile: isNewKey ? keyFile : undefined,
    height,
  };
}
