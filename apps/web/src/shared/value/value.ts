/** A value that lives outside of React, and tells when it is replaced. */
export interface Value<T> {
  get(): T;
  set(value: T): void;
  /** Calls back after each change; gives what ends it. */
  subscribe(listener: () => void): () => void;
}

export function createValue<T>(first: T): Value<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
