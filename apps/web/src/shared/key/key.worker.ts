// The secret key is handled here and nowhere else: apart from the page, and apart from the Host's loop, which a second of
// encryption would hold up in the middle of a Sprint.

import { machineRandom } from "@stadion/protocol/machine";
import { describeError } from "#shared/errors/index.ts";
import type { KeyReport, KeyRequest } from "./key-messages.ts";
import { createKeyWork } from "./key-work.ts";

const work = createKeyWork({
  random: machineRandom,
  nowMs: Date.now,
  onProgress: (share) => report({ type: "progress", share }),
});

addEventListener("message", async ({ data }: MessageEvent<KeyRequest>) => {
  const { id, method, args } = data;
  try {
    const call = work[method] as (...args: readonly unknown[]) => Promise<unknown>;
    report({ type: "answer", id, value: await call(...args) });
  } catch (error) {
    report({ type: "error", id, message: describeError(error) });
  }
});

function report(message: KeyReport): void {
  postMessage(message);
}
