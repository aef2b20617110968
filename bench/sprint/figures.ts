// The Sprint's figures and their bars, section by section. Each section measures, then gives its rows.

import { lavapipe22, lavapipe25 } from "../../tools/drivers.mjs";
import { runOnDeno, runOnNode } from "../child.ts";
import { atLeast, atMost, type Figure, timesPeer } from "../figure.ts";
import { mesaVersion, versionOf } from "../machine.ts";
import { type Numbers, type Section, take } from "../section.ts";
import { runPage } from "./chromium.ts";

const ort = () => `onnxruntime-web ${versionOf("onnxruntime-web")}`;

async function wasmGemm(): Promise<Figure[]> {
  const rates = await runOnNode<Numbers>("sprint/wasm-gemm.ts");
  const peer = { name: `${ort()} MatMulInteger`, value: take(rates, "onnxruntime-web") };
  const row = (dot: string, times: number) => {
    const name = `wasm int8 GEMM, 1 thread, ${dot}`;
    return timesPeer({ name, value: take(rates, dot), unit: "G/s" }, peer, times);
  };
  return [row("relaxed", 2), row("i16", 1)];
}

async function nonces(): Promise<Figure[]> {
  const measured = await runOnNode<Numbers>("sprint/nonces.ts");
  const rows = (preset: string, least: number) => {
    const name = `${preset} nonces, wasm relaxed, 2 threads, batch 64`;
    const rate = take(measured, `${preset} G/s`);
    const gemm = take(measured, `${preset} GEMM G/s`);
    const whole = `${preset} nonces against GEMM, 2 threads`;
    return [
      atLeast({ name, value: take(measured, `${preset} nonces/s`), unit: "/s" }, least),
      timesPeer({ name: whole, value: rate, unit: "G/s" }, { name: "own GEMM", value: gemm }, 0.8),
    ];
  };
  const alone = { value: take(measured, "one mainnet nonce, s"), unit: "s" };
  return [
    ...rows("testnet", 30),
    ...rows("mainnet", 12),
    atMost({ name: "one mainnet nonce alone, 1 core", ...alone }, 1.5),
  ];
}

async function memory(): Promise<Figure[]> {
  const measured = await runOnNode<Numbers>("sprint/memory.ts");
  const name = "memory of the whole process, mainnet, batch 64";
  return [atMost({ name, value: take(measured, "peak MB"), unit: "MB" }, 400)];
}

async function chromium(): Promise<Figure[]> {
  const { rates, variant, adapter, browser } = await runPage();
  const where = `Chromium ${browser.split(".")[0]}, ${shorten(adapter)}`;
  const name = `WGSL exact int8 GEMM (${variant}), ${where}`;
  const measured = { name, value: take(rates, "exact"), unit: "G/s" };
  const nbits = { name: `${ort()} MatMulNBits`, value: take(rates, "onnxruntime-web") };
  const jax = { name: `jax-js ${versionOf("@jax-js/jax")} f32`, value: take(rates, "jax-js") };
  return [timesPeer(measured, nbits, 3), timesPeer(measured, jax, 1)];
}

interface DenoResult {
  readonly adapter: string;
  readonly variant: string;
  readonly exact: number;
  readonly f32: number;
}

async function deno(lavapipe: typeof lavapipe25, least: number): Promise<Figure[]> {
  const driver = lavapipe();
  const measured = await runOnDeno<DenoResult>("sprint/deno-gemm.ts", driver);
  const where = `Deno, lavapipe, Mesa ${mesaVersion(driver.VK_DRIVER_FILES)}`;
  const name = `WGSL exact int8 GEMM (${measured.variant}), ${where}`;
  const row = { name, value: measured.exact, unit: "G/s" };
  const own = { name: "own f32", value: measured.f32 };
  return [atLeast(row, least), timesPeer(row, own, 1.6)];
}

interface RealGpu {
  readonly adapter: string;
  readonly variant: string;
  readonly [figure: string]: number | string;
}

/** No bar: what a card does is its owner's to judge. No rows where there is none. */
async function realGpu(): Promise<Figure[]> {
  const measured = await runOnNode<RealGpu | null>("sprint/real-gpu.ts");
  if (measured === null) return [];
  return ["testnet", "mainnet"].map((preset) => {
    const name = `${preset} nonces, WebGPU, ${measured.adapter} (${measured.variant})`;
    const value = Number(measured[`${preset} nonces/s`]);
    return { name, value, unit: "/s", bar: null, peer: null, ok: value > 0 };
  });
}

/** SwiftShader and Mesa put compiler and CPU into their names. */
function shorten(adapter: string): string {
  return adapter.split(" (")[0] ?? adapter;
}

export const realGpuSection = "real GPU";

export const sprintSections: readonly Section[] = [
  { name: "wasm GEMM", measure: wasmGemm },
  { name: "WGSL in Chromium", measure: chromium },
  { name: "WGSL on Mesa 22.3", measure: () => deno(lavapipe22, 25) },
  { name: "WGSL on Mesa 25", measure: () => deno(lavapipe25, 30) },
  { name: "whole nonces", measure: nonces },
  { name: "memory", measure: memory },
  { name: realGpuSection, measure: realGpu },
];
