import type { Store } from "@stadion/protocol/host";
import { valueStore } from "#shared/storage/index.ts";

/**
 * What a Host must remember, in this browser's database.
 *
 * @param owner - the Host: another key on the same page shares nothing with it
 */
export function createDexieStore(owner: string): Store {
  const values = valueStore(owner);
  return {
    async get(name) {
      const value = await values.get(name);
      if (value === undefined || value instanceof Uint8Array) return value;
      throw new TypeError(`Expected bytes under ${name}, found ${typeof value}`);
    },
    // Copied at once: the database may open first, and the caller may write on.
    set: (name, value) => values.set(name, value.slice()),
    delete: (name) => values.delete(name),
  };
}
