/** Hands on the newest of many values, at most one in so many milliseconds. */
export interface Coalescer<T> {
  take(value: T): void;
  /** Hands on what waits, now. */
  flush(): void;
}

export function createCoalescer<T>(everyMs: number, handOn: (value: T) => void): Coalescer<T> {
  let waiting: { readonly value: T } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const next = waiting;
    waiting = undefined;
    if (next) handOn(next.value);
  };
  const onTimer = (): void => {
    timer = undefined;
    if (!waiting) return;
    flush();
    timer = setTimeout(onTimer, everyMs);
  };
  return {
    take(value) {
      waiting = { value };
      if (timer !== undefined) return;
      flush();
      timer = setTimeout(onTimer, everyMs);
    },
    flush,
  };
}
