import { productShaders } from "./shaders/product.wgsl.ts";

/** One way to run the matrix product. All give the same bits; they differ in speed, by machine. */
export interface Variant {
  /** As people see it, e.g. "dot4 8x4": way to multiply, rows x columns of the register tile. */
  readonly name: string;
  readonly wgsl: string;
  readonly rows: number;
  readonly columns: number;
  /** Words of four terms that go into one partial sum; 0 for all. */
  readonly chunk: number;
}

type Dot = keyof typeof productShaders;

/** 2,048 terms of at most 127 * 63 stay below 2^24, where f32 is exact (SP8). */
const chunks: Record<Dot, number> = { dot4: 0, unpack: 0, f32: 512 };

function variant(dot: Dot, rows: number, columns: number): Variant {
  const name = `${dot} ${rows}x${columns}`;
  return { name, wgsl: productShaders[dot], rows, columns, chunk: chunks[dot] };
}

/**
 * Likeliest winners first: the sweep stops when its time is up.
 *
 * dot4 is one instruction where the hardware has it; f32 is the fast exact path where it has not (Apple) and on SwiftShader;
 * unpack guards against drivers whose packed dot is wrong.
 */
export const variants: readonly Variant[] = [
  variant("dot4", 8, 4),
  variant("f32", 8, 4),
  variant("unpack", 8, 4),
  variant("dot4", 8, 8),
  variant("f32", 8, 8),
  variant("dot4", 4, 4),
  variant("f32", 4, 4),
  variant("unpack", 4, 4),
  variant("unpack", 8, 8),
];

/** Rows of every buffer are a multiple of this; every tile divides it. */
export const rowMultiple = 16;
