import { adapterFacts } from "@stadion/gpu-kernels/sprint-model";
import { describeError } from "#shared/errors/index.ts";
import { valueStore } from "#shared/storage/index.ts";
import { readBrowser } from "./browser.ts";
import type { Probes } from "./checks.ts";
import type { GpuFacts } from "./judge-compute.ts";
import type { PowerFacts, StorageFacts } from "./judge-page.ts";

interface BatteryManager {
  readonly charging: boolean;
  readonly level: number;
}

/** What browsers have beyond the standard's types, or lack. */
type MoreNavigator = Omit<Navigator, "gpu" | "wakeLock" | "storage"> & {
  readonly gpu?: GPU;
  readonly wakeLock?: WakeLock;
  readonly storage?: StorageManager;
  readonly deviceMemory?: number;
  getBattery?(): Promise<BatteryManager>;
};

const machine = navigator as MoreNavigator;

/** What this browser tells of itself and of its machine. */
export const browserProbes: Omit<Probes, "network" | "clock"> = {
  browser: () => readBrowser(navigator.userAgent, navigator.maxTouchPoints),
  origin: () => ({ isSecure: isSecureContext, origin: location.origin }),
  gpu: probeGpu,
  wasm: () => ({
    simd: WebAssembly.validate(simdModule),
    relaxedSimd: WebAssembly.validate(relaxedSimdModule),
    threads: crossOriginIsolated,
    cores: navigator.hardwareConcurrency,
  }),
  storage: probeStorage,
  machine: () => ({ cores: navigator.hardwareConcurrency, memoryGib: machine.deviceMemory }),
  power: probePower,
  hasWakeLock: () => machine.wakeLock !== undefined,
  reminders: () => ("Notification" in globalThis ? Notification.permission : "missing"),
};

async function probeGpu(): Promise<GpuFacts> {
  if (!machine.gpu) return { state: "missing" };
  const adapter = await machine.gpu.requestAdapter({ powerPreference: "high-performance" });
  return adapter ? { state: "adapter", ...adapterFacts(adapter.info) } : { state: "no-adapter" };
}

async function probeStorage(): Promise<StorageFacts> {
  const [fault, persisted, estimate] = await Promise.all([
    tryToWrite(),
    machine.storage?.persisted?.(),
    machine.storage?.estimate?.(),
  ]);
  return { fault, persisted, usedBytes: estimate?.usage, quotaBytes: estimate?.quota };
}

const device = valueStore("device");

/** Writes, reads and deletes a value as a Host does; says what stood in the way. */
async function tryToWrite(): Promise<string | undefined> {
  const name = "readiness";
  const written = Date.now();
  try {
    await device.set(name, written);
    const read = await device.get(name);
    await device.delete(name);
    return read === written ? undefined : "What was written could not be read back";
  } catch (error) {
    const text = describeError(error).trim();
    // Dexie wraps it, and its name is all that is left of it.
    return text.includes("QuotaExceeded") ? "It is given no room at all" : text;
  }
}

async function probePower(): Promise<PowerFacts | undefined> {
  const battery = await machine.getBattery?.();
  return battery && { charging: battery.charging, level: battery.level };
}

/** A module of one function from nothing to a v128, with this body. */
function moduleWith(...body: number[]): Uint8Array<ArrayBuffer> {
  const code = [1, body.length + 2, 0, ...body, 0x0b];
  const type = [1, 5, 1, 0x60, 0, 1, 0x7b];
  return Uint8Array.of(
    0,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...type,
    3,
    2,
    1,
    0,
    10,
    code.length,
    ...code,
  );
}

// i32.const 0, i8x16.splat, i8x16.popcnt
const simdModule = moduleWith(0x41, 0, 0xfd, 15, 0xfd, 98);
// Two splats and i8x16.relaxed_swizzle.
const relaxedSimdModule = moduleWith(0x41, 1, 0xfd, 15, 0x41, 2, 0xfd, 15, 0xfd, 0x80, 2);
