import { type BrowserFacts, stopsHiddenPages } from "./browser.ts";
import { blocked, degraded, type Finding, pass } from "./finding.ts";

/** What `navigator.gpu` gives. */
export type GpuFacts =
  | { readonly state: "missing" }
  | { readonly state: "no-adapter" }
  | { readonly state: "adapter"; readonly name: string; readonly software: boolean };

export function judgeGpu(gpu: GpuFacts, browser: BrowserFacts): Finding {
  switch (gpu.state) {
    case "missing":
      return degraded("This browser has no WebGPU.", slower, webgpuCure(browser));
    case "no-adapter":
      return degraded("WebGPU found no GPU here.", slower, webgpuCure(browser));
    case "adapter":
      if (!gpu.software) return pass(`WebGPU on ${gpu.name}.`);
      return degraded(`WebGPU runs on the processor (${gpu.name}).`, slower, webgpuCure(browser));
  }
}

const slower = "WebAssembly computes instead. It is exact too, and slower than a GPU.";

function webgpuCure({ family, system }: BrowserFacts): string {
  switch (family) {
    case "chrome":
    case "edge": {
      const scheme = family === "edge" ? "edge" : "chrome";
      const open = `Turn on graphics acceleration at ${scheme}://settings/system and start the browser again; ${scheme}://gpu says why a GPU is not used.`;
      return system === "linux"
        ? `${open} On Linux WebGPU may need the switch ${scheme}://flags/#enable-unsafe-webgpu.`
        : open;
    }
    case "firefox":
      return "Firefox has WebGPU on Windows from version 141 and on Macs with Apple chips from 145. Elsewhere use Chrome or Edge.";
    case "safari":
      return "Safari has WebGPU from version 26. Update the system, or use Chrome.";
    case "other":
      return "Use a current Chrome, Edge, Firefox or Safari.";
  }
}

/** What WebAssembly can do here. */
export interface WasmFacts {
  readonly simd: boolean;
  readonly relaxedSimd: boolean;
  /** Whether workers may share memory: the page is isolated from other origins. */
  readonly threads: boolean;
  readonly cores: number;
}

export function judgeWasm({ simd, relaxedSimd, threads, cores }: WasmFacts): Finding {
  if (!simd)
    return blocked(
      "WebAssembly has no SIMD here.",
      "What a GPU finds is confirmed in WebAssembly before it is committed, so nothing can be proven.",
      "Update the browser, or use a current Chrome, Edge, Firefox or Safari.",
    );
  const kernel = relaxedSimd ? "relaxed SIMD" : "SIMD";
  if (!threads)
    return degraded(
      `WebAssembly with ${kernel}, on one core.`,
      "The page is not isolated from other origins, so its workers share no memory.",
      "Open the page from a node itself. A proxy between must pass on the headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy.",
    );
  return pass(`WebAssembly with ${kernel}, on ${cores} ${cores === 1 ? "core" : "cores"}.`);
}

/** What the browser tells of the machine. */
export interface MachineFacts {
  readonly cores: number;
  /** Rounded and capped by the browser; `undefined` where it does not tell. */
  readonly memoryGib: number | undefined;
}

export function judgeMachine({ cores, memoryGib }: MachineFacts, browser: BrowserFacts): Finding {
  const memory =
    memoryGib === undefined
      ? ""
      : `, ${memoryGib}${memoryGib >= 8 ? " or more" : ""} GiB of memory`;
  const found = `${cores} ${cores === 1 ? "core" : "cores"}${memory}.`;
  if (stopsHiddenPages(browser))
    return degraded(
      found,
      "This system stops a page that is not in front, and frees its memory when it likes.",
      "Keep the page in front and the screen on during a Sprint.",
    );
  if (cores < 2)
    return degraded(found, "The page and the Sprint share one core.", "Close what else computes.");
  if (memoryGib !== undefined && memoryGib < 2)
    return degraded(
      found,
      "A browser short of memory closes pages.",
      "Close other pages during a Sprint.",
    );
  return pass(found);
}
