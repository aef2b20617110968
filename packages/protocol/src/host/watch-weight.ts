import type { HostContext, Snapshot } from "./context.ts";

/** Blocks after which weights are read again even if nothing says they changed. */
const readBlocks = 20n;

/** Keeps the Host's weight and the total of all in its view (HO9). */
export function createWeightWatch({ key, reader, view }: HostContext): {
  keep(snapshot: Snapshot): Promise<void>;
} {
  let readAt: { readonly height: bigint; readonly place: string } | undefined;
  return {
    async keep({ height, cycle: { cycle, phase } }) {
      const place = `${cycle} ${phase}`;
      const age = readAt ? height - readAt.height : readBlocks;
      if (readAt?.place === place && age >= 0n && age < readBlocks) return;
      const [own, total] = [await reader.weight(key), await reader.total()];
      const summary = total && (await reader.summary(total.cycle));
      readAt = { height, place };
      view.update({
        weight: {
          own: own?.weight ?? 0n,
          total: total?.weight ?? 0n,
          cycle: total?.cycle ?? 0n,
          height: summary?.height ?? 0n,
        },
      });
    },
  };
}
