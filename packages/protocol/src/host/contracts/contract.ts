/** One thing that every adapter of a port does. Any test runner can run it. */
export interface ContractCase {
  readonly name: string;
  /** Rejects with what was expected and what was found. */
  readonly run: () => Promise<void>;
}

/** Throws unless it holds. */
export function expectThat(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}

export function expectBytes(found: Uint8Array | undefined, expected: Uint8Array): void {
  const isEqual =
    found?.length === expected.length && expected.every((byte, i) => byte === found[i]);
  expectThat(isEqual, `Expected bytes ${shown(expected)}, found ${shown(found)}`);
}

/** What it rejects with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`Expected a rejection, found ${String(value)}`);
}

function shown(bytes: Uint8Array | undefined): string {
  if (!bytes) return "nothing";
  return `${bytes.slice(0, 16).join(" ")}${bytes.length > 16 ? " …" : ""} (${bytes.length})`;
}
