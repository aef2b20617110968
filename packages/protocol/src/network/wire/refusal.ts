/** Why a node does not answer a request; the place is the number (NW5). */
export const requestRefusals = ["RATE_LIMITED", "TOO_BIG", "FAILED"] as const;
export type RequestRefusal = (typeof requestRefusals)[number];

export function encodeRefusal(refusal: RequestRefusal): Uint8Array {
  return Uint8Array.of(requestRefusals.indexOf(refusal));
}

export function decodeRefusal(body: Uint8Array): RequestRefusal | undefined {
  return body.length === 1 ? requestRefusals[body[0] as number] : undefined;
}

const maxReasonBytes = 200;

/** Why an end cuts the other off, for a person to read: at most 200 printable ASCII characters. */
export function encodeReason(reason: string): Uint8Array {
  const printable = reason.replace(/[^ -~]/g, "?").slice(0, maxReasonBytes);
  return Uint8Array.from(printable, (character) => character.charCodeAt(0));
}

export function decodeReason(body: Uint8Array): string | undefined {
  if (body.length > maxReasonBytes) return undefined;
  if (!body.every((byte) => byte >= 0x20 && byte <= 0x7e)) return undefined;
  return String.fromCharCode(...body);
}
