import { availableParallelism } from "node:os";
import { createWasmBackend } from "@stadion/gpu-kernels/sprint-model";
import { machineRandom } from "@stadion/protocol/machine";
import type { Params } from "@stadion/protocol/params";
import { createDealer } from "./dealer.ts";
import { type NodeEvent, watchCycle } from "./events.ts";
import type { NodeStore } from "./node-store.ts";
import type { OpenLedger } from "./open-ledger.ts";
import { createPresence } from "./presence.ts";
import { createReferee } from "./referee.ts";
import { createRevealer } from "./revealer.ts";
import { createSender } from "./sender.ts";
import type { StateReader } from "./state-reader.ts";

export interface Duties {
  /** Looks at the ledger once and after each block, until `stop`. */
  start(): void;
  stop(): Promise<void>;
}

/** All that a full node owes the ledger, from its beacon dealings to its verdicts. */
export function createDuties(
  { engine, chainId, secretKey }: OpenLedger,
  reader: StateReader,
  store: NodeStore,
  params: Params,
  onEvent: (event: NodeEvent) => void,
): Duties {
  const warn = (message: string) => onEvent({ kind: "warning", message });
  const nowMs = () => Date.now();
  const sender = createSender({ engine, reader, chainId, secretKey, nowMs, warn });
  // One core stays for blocks and network.
  const threads = Math.max(1, availableParallelism() - 1);
  const createBackend = () => createWasmBackend({ threads });
  const randomBytes = machineRandom.bytes;
  const { auditBlocks, blockMs } = params.cycle;
  // Whatever takes longer leaves no time for another try.
  const deadlineMs = (auditBlocks * blockMs) / 2;
  const sprint = { params: params.sprint, deadlineMs };
  const referee = createReferee({ reader, sender, createBackend, ...sprint, warn });
  const duties = [
    watchCycle(reader, onEvent),
    createDealer({ reader, sender, store, chainId, randomBytes, warn }),
    createPresence(reader, sender),
    createRevealer(reader, sender, store, params.cycle),
    referee,
  ];
  const look = () => {
    for (const duty of duties) {
      try {
        duty.afterBlock();
      } catch (error) {
        // One duty that fails must keep neither the others nor the next block from being done.
        warn(`A duty failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  let end = () => {};
  return {
    start() {
      end = engine.onBlock(look);
      look();
    },
    async stop() {
      end();
      await referee.stop();
    },
  };
}
