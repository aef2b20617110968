// From reports to rows of the table: this is where right and wrong is decided.

import { variants } from "../../packages/gpu-kernels/src/sprint-model/webgpu/variants.ts";
import type { Expectation } from "./expected.ts";
import { compare } from "./fingerprint.ts";
import type { ProgramReport, VariantReport } from "./program.ts";

/** One variant on one adapter of one runtime. */
export interface ExactRow {
  readonly runtime: string;
  readonly adapter: string;
  readonly variant: string;
  /** Values compared, and how many of them are equal. */
  readonly cases: number;
  readonly equal: number;
  /** Why the row is red. */
  readonly fault?: string;
}

export interface Runtime {
  readonly name: string;
  /** What the adapter's name must contain: no other driver may stand in. */
  readonly adapter: RegExp;
  /** Tint rejects one constant expression that naga takes. */
  readonly compiler: "Tint" | "naga";
  /** Set where the same runtime's wasm has rows already, from a run on another driver. */
  readonly wasmSeen?: boolean;
}

/** The definition itself, against what the twin wrote down. */
export function oracleRow(expectations: readonly Expectation[]): ExactRow {
  const parts = expectations.map(({ twin, oracle }) => compare(twin, oracle));
  return finish({ runtime: "Node", adapter: "oracle", variant: "loops, against the twin" }, parts);
}

export function rowsOf(
  runtime: Runtime,
  report: ProgramReport,
  expectations: readonly Expectation[],
): ExactRow[] {
  const row = (adapter: string, name: string, reports: readonly VariantReport[]): ExactRow => {
    const base = { runtime: runtime.name, adapter, variant: name };
    const found = reports.find(({ variant }) => variant === name);
    if (!found) return { ...base, cases: 0, equal: 0, fault: "This variant did not run" };
    const parts = expectations.map(({ oracle }, i) => compare(oracle, found.fingerprints[i] ?? {}));
    return finish(base, parts, found.failure);
  };
  const { name, adapter, compiler, wasmSeen = false } = runtime;
  const rows = [
    ...(wasmSeen ? [] : ["i16", "relaxed"]).map((dot) => row("wasm", dot, report.wasm)),
    ...variants.map((variant) => row(report.adapter, variant.name, report.wgsl)),
    integerRow(name, report),
    compilerRow(name, compiler, report),
  ];
  if (adapter.test(report.adapter)) return rows;
  const fault = `Expected an adapter like ${adapter}, found ${report.adapter}`;
  return rows.map((each) => ({ ...each, fault }));
}

/** What stands in the table for a runtime that gave nothing. */
export function missingRow({ name, adapter }: Runtime, error: unknown): ExactRow {
  const fault = error instanceof Error ? error.message : String(error);
  return { runtime: name, adapter: adapter.source, variant: "none", cases: 0, equal: 0, fault };
}

export function isRed({ cases, equal, fault }: ExactRow): boolean {
  return cases === 0 || equal !== cases || fault !== undefined;
}

function integerRow(runtime: string, { adapter, integers }: ProgramReport): ExactRow {
  const { operations, cases, equal, first } = integers;
  const variant = `${operations} integer operations`;
  return finish({ runtime, adapter, variant }, [{ cases, equal, first }]);
}

function compilerRow(
  runtime: string,
  compiler: Runtime["compiler"],
  report: ProgramReport,
): ExactRow {
  const takes = report.takesConstantPastTheWord;
  const asExpected = takes === (compiler === "naga");
  return {
    runtime,
    adapter: compiler,
    variant: `bits past the word: ${takes ? "taken" : "rejected"}`,
    cases: 1,
    equal: asExpected ? 1 : 0,
  };
}

function finish(
  base: Pick<ExactRow, "runtime" | "adapter" | "variant">,
  parts: readonly { cases: number; equal: number; first: string | undefined }[],
  failure?: string,
): ExactRow {
  const total = (field: "cases" | "equal") => parts.reduce((sum, part) => sum + part[field], 0);
  const first = parts.find((part) => part.first !== undefined)?.first;
  const fault = failure ?? (first && `First difference: ${first}`);
  const row = { ...base, cases: total("cases"), equal: total("equal") };
  return fault === undefined ? row : { ...row, fault };
}
