// The worker of this page's Host: its loop, its key and what it remembers. libp2p stays on the page, which lends it over a
// MessagePort. The page shows what is told here and asks for what a person asked for; backends compute in workers of
// their own.

import { liveQuery } from "dexie";
import { describeError } from "#shared/errors/index.ts";
import { makeKey, readKey } from "#shared/storage/index.ts";
import type { HostReport, HostRequest } from "../host-messages.ts";
import { computeConfig, readMachineConfig } from "../machine-config.ts";
import { openNetworkPort, type PortNetwork } from "../network-port.ts";
import { controlHost } from "./control-host.ts";
import { createHostKeeper } from "./keep-host.ts";
import { createMeasuring } from "./measure-host.ts";

let isVisible = true;
let network: PortNetwork | undefined;
const keeper = createHostKeeper(report, () => isVisible);
const measuring = createMeasuring(report);

addEventListener("message", ({ data }: MessageEvent<HostRequest>) => {
  answer(data).catch((error) => report({ type: "failed", message: describeError(error) }));
});

// Whichever tab makes or replaces the key, or changes the config: all follow.
onChange(
  async () => (await readKey()) ?? undefined,
  (key) => key?.hostId,
  (key) => keeper.want({ key }),
);
onChange(
  readMachineConfig,
  (config) => JSON.stringify(config),
  (config) => keeper.want({ compute: computeConfig(config, navigator.hardwareConcurrency) }),
);

function report(message: HostReport): void {
  postMessage(message);
}

async function answer(request: HostRequest): Promise<void> {
  switch (request.type) {
    case "open":
      network?.close();
      network = openNetworkPort(request.port);
      return keeper.want({ network });
    case "close":
      report({ type: "standing", standing: "closed" });
      network?.close();
      network = undefined;
      return keeper.want({ network });
    case "join":
    case "leave":
    case "pause":
    case "resume":
    case "finish":
    case "take-over":
    case "throttle":
      return keeper.ask((host) => controlHost(host, request));
    case "benchmark":
      return keeper.ask((host) => void measuring.run(host));
    case "stop-benchmark":
      return measuring.stop();
    case "visibility":
      isVisible = request.visible;
      return;
    case "make-key":
      await makeKey();
  }
}

/** Calls back with each value whose name is another than the last one's. */
function onChange<T>(
  read: () => Promise<T>,
  nameOf: (value: T) => string | undefined,
  listener: (value: T) => void,
): void {
  let last: { readonly name: string | undefined } | undefined;
  liveQuery(read).subscribe({
    next(value) {
      const name = nameOf(value);
      if (last && last.name === name) return;
      last = { name };
      listener(value);
    },
    error(error) {
      report({ type: "failed", message: describeError(error) });
    },
  });
}
