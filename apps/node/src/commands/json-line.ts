import { bytesToHex } from "@stadion/protocol/crypto";

/** One line of JSON: bytes as hex, integers beyond 2^53 as decimal strings, the others as numbers. */
export function jsonLine(value: object): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (inner instanceof Uint8Array) return bytesToHex(inner);
    if (typeof inner !== "bigint") return inner;
    const number = Number(inner);
    return Number.isSafeInteger(number) ? number : String(inner);
  });
}
