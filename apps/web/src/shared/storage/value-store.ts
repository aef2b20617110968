import { database } from "./database.ts";

/** Values of one owner, by name. */
export interface ValueStore {
  get(name: string): Promise<unknown>;
  set(name: string, value: unknown): Promise<void>;
  delete(name: string): Promise<void>;
}

/** What survives the page; `owner` is a hostId, or "device". */
export function valueStore(owner: string): ValueStore {
  return {
    get: async (name) => (await database.values.get([owner, name]))?.value,
    set: async (name, value) => {
      await database.values.put({ owner, name, value });
    },
    delete: (name) => database.values.delete([owner, name]),
  };
}
