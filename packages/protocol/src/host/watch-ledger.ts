import { equalBytes } from "../rules/crypto/index.ts";
import type { Params } from "../rules/params/index.ts";
import { checkHostNetwork } from "./check-network.ts";
import type { HostPorts, Snapshot } from "./context.ts";
import type { LiveView } from "./live-view.ts";
import type { LedgerReader } from "./read-ledger.ts";

/** Sees where the ledger stands, on a network that this Host can work on (HO1, HO2). */
export interface LedgerWatch {
  /** Where the ledger stands now; `undefined` if the Host can't work on this network. */
  look(): Promise<Snapshot | undefined>;
  /** Ends listening for blocks. */
  stop(): void;
}

export function createLedgerWatch(
  { network, clock }: HostPorts,
  reader: Pick<LedgerReader, "cycle">,
  view: LiveView,
  wake: () => void,
): LedgerWatch {
  let known: { readonly chainId: Uint8Array; readonly params: Params } | undefined;
  let heard: { readonly height: bigint; readonly atMs: number } | undefined;
  const stop = network.onBlock(({ height }) => {
    heard = { height, atMs: clock.monotonicMs() };
    wake();
  });
  const check = async (chainId: Uint8Array): Promise<typeof known> => {
    if (known && equalBytes(known.chainId, chainId)) return known;
    known = undefined;
    const { value } = await network.query("genesis", new Uint8Array());
    const found = checkHostNetwork(chainId, value);
    if (found.ok) {
      known = { chainId, params: found.params };
      view.update({ preset: found.params.name, refusal: undefined });
    } else {
      view.update({ preset: undefined, refusal: found.refusal });
      view.tell("bad", found.refusal);
    }
    return known;
  };
  return {
    stop,
    async look() {
      const { chainId, height, timeMs } = await network.status();
      const heardMs = heard?.height === height ? heard.atMs : clock.monotonicMs();
      view.update({ height, blockTimeMs: timeMs });
      const place = await check(chainId);
      if (!place) return undefined;
      const cycle = await reader.cycle();
      view.update({ cycle });
      return cycle && { ...place, height, timeMs, heardMs, cycle };
    },
  };
}
