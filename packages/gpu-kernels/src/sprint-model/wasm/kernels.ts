/**
 * The kernels as one module: assembled, compiled and bound to a memory.
 *
 * Every thread compiles the same bytes. The two ways to sum a product are two modules: an engine without relaxed SIMD
 * refuses a module as soon as one function uses it.
 */
import { expTable, siluTable } from "@stadion/protocol/sprint";
import { assembleModule } from "./assembler.ts";
import { attend, attendLast } from "./attention.wasm.ts";
import { generatePanel, rotations } from "./chacha.wasm.ts";
import { embedSeeds } from "./embed.wasm.ts";
import { type Dot, multiplySums } from "./gemm.wasm.ts";
import { expTableAt, rotationsAt, siluTableAt } from "./layout.ts";
import {
  multiplyGate,
  multiplyRequantise,
  multiplyResidual,
  type Shifts,
} from "./products.wasm.ts";
import { normRows, startSums } from "./rows.wasm.ts";

type Kernel<Count extends readonly unknown[]> = (...values: Count) => void;
type Five = [number, number, number, number, number];
type Gemm = [...Five, number, number, number, number];

/** Arguments as named where each is defined. */
export interface Kernels {
  readonly embedSeeds: Kernel<[number, number, number, number]>;
  readonly generatePanel: Kernel<Five>;
  readonly normRows: Kernel<Five>;
  readonly startSums: Kernel<Five>;
  readonly attend: Kernel<[number, number, number, number]>;
  readonly attendLast: Kernel<[number, number, number, number]>;
  readonly multiplySums: Kernel<Gemm>;
  readonly multiplyRequantise: Kernel<Gemm>;
  readonly multiplyGate: Kernel<[...Gemm, number]>;
  readonly multiplyAttention: Kernel<Gemm>;
  readonly multiplyFfn: Kernel<Gemm>;
}

export type ProductKernels = Pick<Kernels, "multiplySums" | "startSums">;

const mostPages = 65536;

/** Module bytes for models of these shifts and a memory of the given kind. */
export function assembleKernels(
  dot: Dot,
  shifts: Shifts,
  shared: boolean,
): Uint8Array<ArrayBuffer> {
  return assembleModule({ initial: 1, maximum: mostPages, shared }, [
    embedSeeds(dot),
    generatePanel(dot),
    multiplySums(dot),
    multiplyRequantise(dot, shifts),
    multiplyGate(dot, shifts),
    multiplyResidual("multiplyAttention", dot, shifts.attentionShift),
    multiplyResidual("multiplyFfn", dot, shifts.ffnShift),
    normRows(dot),
    startSums(dot),
    attend(dot),
    attendLast(dot),
  ]);
}

/** Module bytes of the product alone, for a memory that is not shared. */
export function assembleProduct(dot: Dot): Uint8Array<ArrayBuffer> {
  const memory = { initial: 1, maximum: mostPages, shared: false };
  return assembleModule(memory, [multiplySums(dot), startSums(dot)]);
}

/** Compiles what `assembleKernels` or `assembleProduct` gave, over a memory. */
export async function bindKernels<Which = Kernels>(
  bytes: Uint8Array<ArrayBuffer>,
  memory: WebAssembly.Memory,
): Promise<Which> {
  const module = await WebAssembly.compile(bytes);
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  return exports as unknown as Which;
}

/** A memory with the tables in it. */
export function createMemory(pages: number, shared: boolean): WebAssembly.Memory {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  const lowered = Uint8Array.from({ length: 128 }, (_, a) => a - (siluTable[a + 128] as number));
  new Uint8Array(memory.buffer, siluTableAt, 128).set(lowered);
  new Uint16Array(memory.buffer, expTableAt, 256).set(expTable);
  new Uint8Array(memory.buffer, rotationsAt, 32).set(rotations);
  return memory;
}
