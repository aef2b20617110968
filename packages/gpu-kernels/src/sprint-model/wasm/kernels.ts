/**
 * The kernels as one module: assembled, compiled and bound to a memory.
 *
 * Every thread compiles the same bytes. The two ways to sum a product are two modules: an engine without relaxed SIMD
 * refuses a module as soon as one function uses it.
 */
import { expTable, siluTable } from "@stadion/protocol/sprint";
import { assembleModule } from "./assembler.ts";
import { attend, attendLast } from "./attention.wasm.ts";
import { generatePanel } from "./chacha.wasm.ts";
import { type Dot, gemmFunctions } from "./gemm.wasm.ts";
import { expTableAt, siluTableAt } from "./layout.ts";
import { normRows, startSums } from "./rows.wasm.ts";

type Kernel<Count extends readonly unknown[]> = (...values: Count) => void;
type Five = [number, number, number, number, number];
type Gemm = [...Five, number, number, number, number];

/** Arguments as named where each is defined. */
export interface Kernels {
  readonly generatePanel: Kernel<Five>;
  readonly normRows: Kernel<Five>;
  readonly startSums: Kernel<Five>;
  readonly attend: Kernel<[number, number, number, number]>;
  readonly attendLast: Kernel<[number, number, number, number]>;
  readonly multiplySums: Kernel<Gemm>;
  readonly multiplyRequantise: Kernel<[...Gemm, number]>;
  readonly multiplyGate: Kernel<[...Gemm, number, number]>;
  readonly multiplyResidual: Kernel<[...Gemm, number]>;
}

const mostPages = 65536;

/** Module bytes for a memory of the given kind. */
export function assembleKernels(dot: Dot, shared: boolean): Uint8Array<ArrayBuffer> {
  return assembleModule({ initial: 1, maximum: mostPages, shared }, [
    generatePanel(dot),
    ...gemmFunctions(dot),
    normRows(dot),
    startSums(dot),
    attend(dot),
    attendLast(dot),
  ]);
}

export async function bindKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<Kernels> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  return exports as unknown as Kernels;
}

/** A memory with the tables in it. */
export function createMemory(pages: number, shared: boolean): WebAssembly.Memory {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  const lowered = Uint8Array.from({ length: 128 }, (_, a) => a - (siluTable[a + 128] as number));
  new Uint8Array(memory.buffer, siluTableAt, 128).set(lowered);
  new Uint16Array(memory.buffer, expTableAt, 256).set(expTable);
  return memory;
}
