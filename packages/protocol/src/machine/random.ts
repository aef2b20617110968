export interface Random {
  bytes(count: number): Uint8Array;
}

/** Most bytes that one call of Web Crypto gives. */
const mostAtOnce = 65_536;

/** Random bytes of this machine's own generator, fit for keys. */
export const machineRandom: Random = {
  bytes(count) {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at += mostAtOnce)
      globalThis.crypto.getRandomValues(bytes.subarray(at, at + mostAtOnce));
    return bytes;
  },
};
