import { type BeaconRole, beaconDealHash } from "@stadion/protocol/chain";
import { equalBytes } from "@stadion/protocol/crypto";
import type { Duty } from "./duty.ts";
import type { NodeStore } from "./node-store.ts";
import type { Sender } from "./sender.ts";
import type { StateReader } from "./state-reader.ts";

export interface DealerOptions {
  readonly reader: Pick<StateReader, "cycle" | "beacon">;
  readonly sender: Sender;
  readonly store: Pick<NodeStore, "secret" | "keepSecret" | "dropBefore">;
  readonly chainId: Uint8Array;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly warn: (message: string) => void;
}

/**
 * Deals the beacon's two values and opens each in its phase (LD14, mode `single`).
 *
 * A secret is on disk before its hash leaves the node: one that is dealt and then forgotten would
 * void the cycle for everybody.
 */
export function createDealer(options: DealerOptions): Duty {
  const { reader, sender, store, chainId, randomBytes, warn } = options;

  function deal(cycle: bigint, role: BeaconRole): void {
    if (reader.beacon(cycle, role)) return;
    let secret = store.secret(cycle, role);
    if (!secret) {
      secret = randomBytes(32);
      store.keepSecret(cycle, role, secret);
    }
    const hash = beaconDealHash(chainId, cycle, role, secret);
    sender.send(`deal ${cycle}/${role}`, "beaconDeal", { cycle, role, hash });
  }

  function open(cycle: bigint, role: BeaconRole): void {
    const dealt = reader.beacon(cycle, role);
    if (!dealt || dealt.openHeight > 0n) return;
    const secret = store.secret(cycle, role);
    if (!secret || !equalBytes(beaconDealHash(chainId, cycle, role, secret), dealt.hash)) {
      warn(`The secret of cycle ${cycle}, value ${role} is lost: this cycle will be void`);
      return;
    }
    sender.send(`open ${cycle}/${role}`, "beaconOpen", { cycle, role, secret });
  }

  return {
    afterBlock() {
      const { cycle, phase, founder } = reader.cycle();
      if (!equalBytes(founder, sender.key)) return;
      if (phase === "deal") {
        store.dropBefore(cycle);
        deal(cycle, 0);
        deal(cycle, 1);
      } else if (phase === "open") open(cycle, 0);
      else if (phase === "secondOpen") open(cycle, 1);
    },
  };
}
