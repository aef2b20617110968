const highest = 2n ** 63n - 1n;

export type ReadHeight =
  | { readonly ok: true; readonly height: bigint }
  | { readonly ok: false; readonly message: string };

/** A height as a person writes it, commas and spaces allowed. */
export function readHeight(text: string): ReadHeight {
  const digits = text.replaceAll(/[\s,]/g, "");
  const height = /^\d{1,19}$/.test(digits) ? BigInt(digits) : 0n;
  if (height >= 1n && height <= highest) return { ok: true, height };
  const found = text.trim() === "" ? "nothing" : `“${text.trim().slice(0, 40)}”`;
  return { ok: false, message: `Expected a height such as 1,234, found ${found}` };
}
