/** The bytes of a text in ASCII. Throws `RangeError` for any other character. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code > 127) throw new RangeError(`"${text}" is not ASCII`);
    return code;
  });
}

/** The text of ASCII bytes; `undefined` for any other byte. */
export function asciiText(bytes: Uint8Array): string | undefined {
  return bytes.every((byte) => byte < 128) ? String.fromCharCode(...bytes) : undefined;
}
