import type { Store } from "@stadion/protocol/host";

/** A store that lasts as long as its process: what is measured is not the disk. */
export function createMemoryStore(): Store {
  const values = new Map<string, Uint8Array>();
  return {
    get: async (name) => values.get(name),
    set: async (name, value) => void values.set(name, value.slice()),
    delete: async (name) => void values.delete(name),
  };
}
