/**
 * SSZ's encoding, as far as Stadion's formats need it.
 *
 * Values of one width stand one behind the other. In a container or a list, a value of varying width leaves its
 * place, counted in bytes from the start, as a u32, and stands behind everything of fixed width:
 *
 *   {a: u8, b: ByteList, c: u16} = {1, [9, 9], 2}
 *   01 | 07 00 00 00 | 02 00 | 09 09
 *
 * Ours, because the libraries carry SSZ's hash trees along and lean on Node's Buffer, which tabs lack.
 *
 * @see https://github.com/ethereum/consensus-specs/blob/master/ssz/simple-serialize.md
 */
/** How values of one type are written and read. Both throw `RangeError` on what is none. */
export interface SszType<T> {
  /** Bytes of every value; `undefined` if values differ in length. */
  readonly width: number | undefined;
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}

type Values<F> = { [K in keyof F]: F[K] extends SszType<infer T> ? T : never };

/** An unsigned integer of 1, 2 or 4 bytes. */
function uint(width: 1 | 2 | 4): SszType<number> {
  const limit = 256 ** width;
  return {
    width,
    encode(value) {
      if (!Number.isInteger(value) || value < 0 || value >= limit)
        throw new RangeError(`expected a whole number below ${limit}, found ${value}`);
      return Uint8Array.from({ length: width }, (_, i) => Math.floor(value / 256 ** i));
    },
    decode(bytes) {
      expectLength(bytes, width);
      return bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
    },
  };
}

export const u8 = uint(1);
export const u16 = uint(2);
export const u32 = uint(4);

export const u64: SszType<bigint> = {
  width: 8,
  encode(value) {
    if (value < 0n || value > 0xffff_ffff_ffff_ffffn)
      throw new RangeError(`expected a whole number below 2^64, found ${value}`);
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, value, true);
    return bytes;
  },
  decode(bytes) {
    expectLength(bytes, 8);
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  },
};

export const bytes32: SszType<Uint8Array> = {
  width: 32,
  encode(value) {
    expectLength(value, 32);
    return value;
  },
  decode(bytes) {
    expectLength(bytes, 32);
    return new Uint8Array(bytes);
  },
};

/** At most `limit` bytes. */
export function byteList(limit: number): SszType<Uint8Array> {
  const expectFits = ({ length }: Uint8Array) => expectCount(length, limit);
  return {
    width: undefined,
    encode(value) {
      expectFits(value);
      return value;
    },
    decode(bytes) {
      expectFits(bytes);
      return new Uint8Array(bytes);
    },
  };
}

/** Named values in a fixed order. */
export function container<F extends Readonly<Record<string, SszType<unknown>>>>(
  fields: F,
): SszType<Values<F>> {
  const names = Object.keys(fields);
  const types = Object.values(fields);
  const widths = types.map((type) => type.width);
  const isFixed = widths.every((width) => width !== undefined);
  return {
    width: isFixed ? widths.reduce((sum, width) => sum + width, 0) : undefined,
    encode: (value) =>
      join(
        types,
        names.map((name) => (value as Record<string, unknown>)[name]),
      ),
    decode(bytes) {
      const parts = split(bytes, widths);
      const values = types.map((type, i) => type.decode(parts[i] as Uint8Array));
      return Object.fromEntries(names.map((name, i) => [name, values[i]])) as Values<F>;
    },
  };
}

/** At most `limit` values of one type. */
export function list<T>(item: SszType<T>, limit: number): SszType<T[]> {
  const { width } = item;
  return {
    width: undefined,
    encode(values) {
      expectCount(values.length, limit);
      return join(Array(values.length).fill(item), values);
    },
    decode(bytes) {
      const count = countItems(bytes, width);
      expectCount(count, limit);
      return split(bytes, Array(count).fill(width)).map((part) => item.decode(part));
    },
  };
}

function join(types: readonly SszType<unknown>[], values: readonly unknown[]): Uint8Array {
  const encoded = types.map((type, i) => type.encode(values[i]));
  const isFixed = (i: number) => types[i]?.width !== undefined;
  let at = encoded.reduce((sum, part, i) => sum + (isFixed(i) ? part.length : offsetBytes), 0);
  const head = encoded.map((part, i) => {
    if (isFixed(i)) return part;
    const offset = u32.encode(at);
    at += part.length;
    return offset;
  });
  const joined = new Uint8Array(at);
  let end = 0;
  for (const part of [...head, ...encoded.filter((_, i) => !isFixed(i))]) {
    joined.set(part, end);
    end += part.length;
  }
  return joined;
}

const offsetBytes = 4;

/** Cuts bytes into the values of these widths. */
function split(bytes: Uint8Array, widths: readonly (number | undefined)[]): Uint8Array[] {
  const headBytes = widths.reduce<number>((sum, width) => sum + (width ?? offsetBytes), 0);
  const starts: number[] = [];
  let at = 0;
  for (const width of widths) {
    if (width === undefined) starts.push(u32.decode(bytes.subarray(at, at + offsetBytes)));
    at += width ?? offsetBytes;
  }
  if ((starts[0] ?? bytes.length) !== headBytes)
    throw new RangeError(`expected the head to end at ${headBytes} of ${bytes.length} bytes`);
  const ends = [...starts.slice(1), bytes.length];
  let fixedAt = 0;
  let next = 0;
  return widths.map((width) => {
    if (width !== undefined) {
      fixedAt += width;
      return bytes.subarray(fixedAt - width, fixedAt);
    }
    fixedAt += offsetBytes;
    const [start, end] = [starts[next] as number, ends[next++] as number];
    if (start > end || end > bytes.length)
      throw new RangeError(`expected a value from ${start} to ${end} in ${bytes.length} bytes`);
    return bytes.subarray(start, end);
  });
}

function countItems(bytes: Uint8Array, width: number | undefined): number {
  if (bytes.length === 0) return 0;
  // The first value of varying width starts where the offsets end.
  const size = width ?? offsetBytes;
  const headBytes = width === undefined ? u32.decode(bytes.subarray(0, offsetBytes)) : bytes.length;
  if (headBytes === 0 || headBytes % size !== 0 || headBytes > bytes.length)
    throw new RangeError(`expected whole items of ${size} bytes, found ${headBytes}`);
  return headBytes / size;
}

function expectLength({ length }: Uint8Array, expected: number): void {
  if (length !== expected) throw new RangeError(`expected ${expected} bytes, found ${length}`);
}

function expectCount(count: number, limit: number): void {
  if (count > limit) throw new RangeError(`expected at most ${limit}, found ${count}`);
}
