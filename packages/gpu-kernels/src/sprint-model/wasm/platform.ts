/**
 * What we use of browsers, Deno and Node beyond the language, by shape: this package is compiled without their types.
 */

declare global {
  interface ImportMeta {
    url: string;
  }
}

export interface WebWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onmessageerror: (() => void) | null;
  onerror: ((event: { readonly message?: string; preventDefault?(): void }) => void) | null;
}

interface NodeWorker {
  postMessage(message: unknown): void;
  terminate(): Promise<number>;
  on(event: "message", listener: (message: unknown) => void): void;
  on(event: "error" | "messageerror", listener: (error: Error) => void): void;
  on(event: "exit", listener: (code: number) => void): void;
}

interface NodeThreads {
  readonly Worker: new (file: object) => NodeWorker;
  readonly parentPort: {
    postMessage(message: unknown, moved: readonly unknown[]): void;
    on(event: "message", listener: (message: unknown) => void): void;
  } | null;
}

interface Platform {
  readonly URL: new (path: string, base: string) => object;
  readonly Worker?: new (file: object, options: { type: "module" }) => WebWorker;
  readonly SharedArrayBuffer?: unknown;
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly Deno?: unknown;
  readonly process?: { getBuiltinModule?(name: string): unknown };
  setInterval(call: () => void, ms: number): unknown;
  clearInterval(timer: unknown): void;
  /** To the worker's owner; `moved` buffers are handed over, not copied. */
  postMessage(message: unknown, moved: readonly unknown[]): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}

export const platform = globalThis as unknown as Platform;

/** Node's threads, where the platform is Node: Deno has web workers too, and they are the same everywhere. */
export function nodeThreads(): NodeThreads | undefined {
  if (platform.Deno !== undefined) return undefined;
  return platform.process?.getBuiltinModule?.("node:worker_threads") as NodeThreads | undefined;
}
