/**
 * A small WebAssembly assembler: kernels are written as TypeScript expressions and become module bytes at start.
 *
 * A piece of code is a nested array of bytes. An operator takes the code of its operands and appends its own opcode,
 * so an expression reads as in any language, and a local used as a value is `local.get`:
 *
 *     const sum = fn.v128();
 *     fn.body(set(sum, i32x4.add(sum, v128.load(pointer))))
 *     // 20 01  20 00  fd 00 04 00  fd ae 01  21 01
 *
 * The module has one memory, imported as `env.memory`, and exports every function. Nothing else is supported.
 */

export type Code = number | readonly Code[];

/** A local variable or parameter. As code it is its own `local.get`. */
export type Local = readonly Code[] & { readonly local: number };

export type ValueType = "i32" | "v128";

const typeByte = { i32: 0x7f, v128: 0x7b } as const;

/** Unsigned LEB128. */
export function uleb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128 of an i32. */
export function sleb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) {
      bytes.push(low);
      return bytes;
    }
    bytes.push(low | 0x80);
  }
}

export const set = (target: Local, value: Code): Code => [value, 0x21, uleb(target.local)];

/** `set`, and leave the value. */
export const tee = (target: Local, value: Code): Code => [value, 0x22, uleb(target.local)];

/** Runs `body` while `condition` holds after it: at least once. */
export const doWhile = (body: readonly Code[], condition: Code): Code => [
  0x03,
  0x40,
  body,
  condition,
  0x0d,
  0x00,
  0x0b,
];

/** Runs `body` `count` times, `count` a local that ends at 0 and may start there. */
export const countDown = (count: Local, body: readonly Code[]): Code => [
  count,
  0x04,
  0x40, // if
  0x03,
  0x40,
  body, // loop
  count,
  [0x41, sleb(1)],
  0x6b,
  0x22,
  uleb(count.local),
  0x0d,
  0x00,
  0x0b,
  0x0b,
];

/** What a function body is built with: parameters, fresh locals, and the place to put statements. */
export interface FunctionBuilder {
  readonly i32: () => Local;
  readonly v128: () => Local;
  /** Appends statements. */
  readonly body: (...statements: readonly Code[]) => void;
}

export interface WasmFunction {
  readonly name: string;
  readonly parameters: number;
  readonly locals: readonly ValueType[];
  readonly code: readonly Code[];
}

/** Writes a function of i32 parameters without result. */
export function defineFunction<const Names extends readonly string[]>(
  name: string,
  parameters: Names,
  write: (fn: FunctionBuilder, parameters: { readonly [Name in Names[number]]: Local }) => void,
): WasmFunction {
  const locals: ValueType[] = [];
  const code: Code[] = [];
  const fresh = (type: ValueType) => () => {
    locals.push(type);
    return asLocal(parameters.length + locals.length - 1);
  };
  const named = Object.fromEntries(parameters.map((key, index) => [key, asLocal(index)]));
  write(
    { i32: fresh("i32"), v128: fresh("v128"), body: (...statements) => code.push(...statements) },
    named as { readonly [Name in Names[number]]: Local },
  );
  return { name, parameters: parameters.length, locals, code };
}

/** Limits of the imported memory, in pages of 64 KiB. */
export interface MemoryLimits {
  readonly initial: number;
  readonly maximum: number;
  readonly shared: boolean;
}

/** Module bytes of the functions. */
export function assembleModule(
  memory: MemoryLimits,
  functions: readonly WasmFunction[],
): Uint8Array<ArrayBuffer> {
  const signatures = [...new Set(functions.map((fn) => fn.parameters))];
  const bytes: number[] = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const section = (id: number, items: readonly Code[]) => {
    const content = flatten([uleb(items.length), items]);
    bytes.push(id, ...uleb(content.length));
    for (const byte of content) bytes.push(byte);
  };
  section(
    1,
    signatures.map((count) => [0x60, uleb(count), Array(count).fill(typeByte.i32), 0]),
  );
  const flags = memory.shared ? 0x03 : 0x01;
  section(2, [
    [text("env"), text("memory"), 0x02, flags, uleb(memory.initial), uleb(memory.maximum)],
  ]);
  section(
    3,
    functions.map((fn) => uleb(signatures.indexOf(fn.parameters))),
  );
  section(
    7,
    functions.map((fn, index) => [text(fn.name), 0x00, uleb(index)]),
  );
  section(
    10,
    functions.map((fn) => {
      const body = flatten([
        uleb(fn.locals.length),
        fn.locals.map((type) => [1, typeByte[type]]),
        fn.code,
        0x0b,
      ]);
      return [uleb(body.length), body];
    }),
  );
  return new Uint8Array(bytes);
}

function asLocal(index: number): Local {
  return Object.assign([0x20, uleb(index)], { local: index });
}

function text(name: string): Code {
  return [uleb(name.length), [...name].map((letter) => letter.charCodeAt(0))];
}

function flatten(code: Code, into: number[] = []): number[] {
  if (typeof code === "number") into.push(code);
  else for (const part of code) flatten(part, into);
  return into;
}
