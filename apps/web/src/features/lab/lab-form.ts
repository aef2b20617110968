/** What the person typed, as text; `checkLabForm` says what is wrong with it. */
export interface LabForm {
  readonly seedHex: string;
  readonly hostKeyHex: string;
  readonly seconds: string;
}

export type LabFormErrors = Partial<Record<keyof LabForm, string>>;

export const maxLabSeconds = 3600;

/** What is wrong with each field, as sentences. */
export function checkLabForm({ seedHex, hostKeyHex, seconds }: LabForm): LabFormErrors {
  const errors: LabFormErrors = {};
  const seed = checkBytes32(seedHex);
  if (seed) errors.seedHex = seed;
  const hostKey = checkBytes32(hostKeyHex);
  if (hostKey) errors.hostKeyHex = hostKey;
  const length = Number(seconds);
  if (!/^\d+(\.\d+)?$/.test(seconds.trim()) || length <= 0 || length > maxLabSeconds)
    errors.seconds = `Expected a number of seconds up to ${maxLabSeconds}, found "${seconds}"`;
  return errors;
}

function checkBytes32(hex: string): string | undefined {
  const text = hex.trim();
  if (/^[0-9a-f]{64}$/.test(text)) return undefined;
  const found = /^[0-9a-f]*$/.test(text) ? `${text.length} of them` : "other characters";
  return `Expected 64 hex digits (0-9, a-f), found ${found}`;
}
