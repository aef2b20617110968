// A Node process that does nothing but one full batch at `mainnet`: the most memory it ever held, in MB.

import { createWasmBackend } from "@stadion/gpu-kernels/sprint-model";
import { presets } from "@stadion/protocol/params";

const backend = await createWasmBackend({ threads: 2, variant: "relaxed" });
const job = {
  params: presets.mainnet.sprint,
  sprintSeed: new Uint8Array(32).fill(7),
  hostKey: new Uint8Array(32).fill(8),
};
await backend.evaluate(
  job,
  Array.from({ length: 64 }, (_, i) => BigInt(i)),
);
await backend.close();
// Kilobytes of 1,024, on every platform.
console.log(JSON.stringify({ "peak MB": (process.resourceUsage().maxRSS * 1024) / 1e6 }));
process.exit(0);
