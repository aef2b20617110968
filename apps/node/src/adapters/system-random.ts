import { randomBytes } from "node:crypto";
import type { Random } from "@stadion/protocol/host";

export function createSystemRandom(): Random {
  return { bytes: (count) => new Uint8Array(randomBytes(count)) };
}
