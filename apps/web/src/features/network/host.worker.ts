// The worker of this page's Host: its loop, its key, what it remembers, and libp2p over WebSockets. The page shows what
// is told here and asks for what a person asked for; backends compute in workers of their own.
//
// WebRTC exists on pages only. With that transport libp2p moves to the page, and `connectToNode` in run-host.ts gives
// way to a Network that reaches it over a MessagePort; nothing else here knows where libp2p runs.

import { liveQuery } from "dexie";
import { describeError } from "#shared/errors/index.ts";
import { makeKey, readKey } from "#shared/storage/index.ts";
import type { HostReport, HostRequest } from "./host-messages.ts";
import { createHostKeeper } from "./keep-host.ts";
import { exportKeyFile, restoreKeyFile } from "./key-files.ts";
import { computeConfig, readMachineConfig } from "./machine-config.ts";

let isVisible = true;
const keeper = createHostKeeper(report, () => isVisible);

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
      return keeper.want({ place: request.place });
    case "close":
      report({ type: "standing", standing: "closed" });
      return keeper.want({ place: undefined });
    case "join":
    case "leave":
      return keeper.ask(request.type);
    case "retry":
      return keeper.ask("retryNow");
    case "visibility":
      isVisible = request.visible;
      return;
    case "make-key":
      await makeKey();
      return;
    case "export-key":
      return report(await exportKeyFile());
    case "restore-key":
      return report(await restoreKeyFile(request.text));
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
