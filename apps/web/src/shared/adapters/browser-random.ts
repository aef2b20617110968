import type { Random } from "@stadion/protocol/host";

/** Most bytes that one call of the browser's generator gives. */
const mostAtOnce = 65_536;

/** The browser's own random bytes. */
export function createBrowserRandom(): Random {
  return {
    bytes(count) {
      const bytes = new Uint8Array(count);
      for (let at = 0; at < count; at += mostAtOnce)
        crypto.getRandomValues(bytes.subarray(at, at + mostAtOnce));
      return bytes;
    },
  };
}
