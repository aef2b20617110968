import { asciiBytes } from "@stadion/protocol/chain";
import { publicKeyOf, sha256 } from "@stadion/protocol/crypto";

export interface TestKey {
  readonly secret: Uint8Array;
  readonly key: Uint8Array;
}

/** The same key for the same name, always. */
export function testKey(name: string): TestKey {
  const secret = sha256(asciiBytes(`test key ${name}`));
  return { secret, key: publicKeyOf(secret) };
}
