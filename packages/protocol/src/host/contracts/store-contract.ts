import type { Store } from "../ports.ts";
import { type ContractCase, expectBytes, expectThat } from "./contract.ts";

/** A store, and the same one as another process finds it after this one crashed. */
export interface StoreUnderTest {
  readonly store: Store;
  reopen(): Promise<Store>;
}

/** What every Store does. Each case is given an empty one. */
export function storeContract(make: () => Promise<StoreUnderTest>): readonly ContractCase[] {
  const one = Uint8Array.of(1, 2, 3);
  const other = Uint8Array.of(9);
  return [
    {
      name: "what was never set is undefined",
      async run() {
        const { store } = await make();
        expectThat((await store.get("lane")) === undefined, "expected nothing");
        await store.delete("lane");
      },
    },
    {
      name: "what was set is given back, by each name its own, the last one set",
      async run() {
        const { store } = await make();
        await store.set("sprint", other);
        await store.set("sprint", one);
        await store.set("lane", other);
        await store.set("joined", new Uint8Array());
        expectBytes(await store.get("sprint"), one);
        expectBytes(await store.get("lane"), other);
        expectBytes(await store.get("joined"), new Uint8Array());
      },
    },
    {
      name: "a megabyte fits",
      async run() {
        const { store } = await make();
        const big = Uint8Array.from({ length: 1 << 20 }, (_, i) => i % 251);
        await store.set("sprint", big);
        expectBytes(await store.get("sprint"), big);
      },
    },
    {
      name: "bytes are neither shared with who set them nor with who got them",
      async run() {
        const { store } = await make();
        const mine = one.slice();
        await store.set("sprint", mine);
        mine[0] = 77;
        const got = await store.get("sprint");
        expectBytes(got, one);
        if (got) got[0] = 78;
        expectBytes(await store.get("sprint"), one);
      },
    },
    {
      name: "what was deleted is gone",
      async run() {
        const { store } = await make();
        await store.set("sprint", one);
        await store.delete("sprint");
        expectThat((await store.get("sprint")) === undefined, "expected nothing");
      },
    },
    {
      name: "what was set survives a crash",
      async run() {
        const { store, reopen } = await make();
        await store.set("sprint", other);
        await store.set("sprint", one);
        await store.set("lane", other);
        await store.delete("lane");
        const again = await reopen();
        expectBytes(await again.get("sprint"), one);
        expectThat((await again.get("lane")) === undefined, "expected what was deleted to be gone");
      },
    },
  ];
}
