import type { HostView } from "@stadion/protocol/host";

/** What the page asks of the Host's worker. */
export type HostRequest =
  /** Run this page's Host on that network, reached over the port; a key that is made later starts it then. */
  | { readonly type: "open"; readonly port: MessagePort }
  | { readonly type: "close" }
  | HostControl
  /** Whether someone looks at the page, which then shares the GPU. */
  | { readonly type: "visibility"; readonly visible: boolean }
  /** Measures this machine; what was measured comes with the view. */
  | { readonly type: "benchmark" | "stop-benchmark" }
  | { readonly type: "make-key" };

/** How the benchmark stands. */
export type BenchmarkState =
  | { readonly doing: "nothing"; readonly trouble: string | undefined }
  /** `share` of its time is over, 0..1. */
  | { readonly doing: "running"; readonly share: number; readonly noncesPerSecond: number };

/** What a person asks of the Host itself (HO10, HO14 to HO16, HO21). */
export type HostControl =
  | { readonly type: "join" | "leave" | "pause" | "resume" | "finish" | "take-over" }
  /** Share of the time in which it computes, 0.1 to 1. */
  | { readonly type: "throttle"; readonly share: number };

/** Whether this tab runs the Host. */
export type Standing =
  | "no-key"
  | "starting"
  | "running"
  /** Another tab holds the same key. */
  | "elsewhere"
  | "closed";

/** A view without its history where that is the last view's. */
export type ToldView = Omit<HostView, "history"> & Partial<Pick<HostView, "history">>;

/** What the worker tells the page. The secret key never leaves it. */
export type HostReport =
  | { readonly type: "standing"; readonly standing: Standing }
  | { readonly type: "view"; readonly view: ToldView; readonly backendReason: string }
  /** A GPU's device failed, and what computes now; the batch it had is run again. */
  | { readonly type: "device-failed"; readonly reason: string; readonly now: "webgpu" | "wasm" }
  | { readonly type: "benchmark"; readonly state: BenchmarkState }
  | { readonly type: "failed"; readonly message: string };
