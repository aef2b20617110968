// Watches, outside of React, what befalls this page's Host: a closed page, a hidden one, a lost connection, a lost
// device. What was seen stays until a person has read it.

import { presets } from "@stadion/protocol/params";
import { host } from "#shared/host/index.ts";
import { node } from "#shared/node/index.ts";
import { valueStore } from "#shared/storage/index.ts";
import { createValue } from "#shared/value/index.ts";
import { readAlive, writeAlive } from "./alive-mark.ts";
import {
  type AwayEntry,
  addEntry,
  lastSettled,
  markOf,
  type SeenMark,
  settledSince,
  stoodStill,
} from "./away-rule.ts";

export interface AwayState {
  readonly entries: readonly AwayEntry[];
  /** Last Sprint that was settled when the first of them began; `undefined` while there is nothing to tell of. */
  readonly settledBefore: bigint | undefined;
  /** Up to where what was missed has been read; not known before the store was asked. */
  readonly seen: SeenMark | undefined | "unknown";
}

const markName = "missed-seen";
const device = valueStore("device");
const state = createValue<AwayState>({ entries: [], settledBefore: undefined, seen: "unknown" });
const aliveEveryMs = 5000;
/** Outside of a Sprint, a connection that is back sooner was hardly gone. */
const shortestLossMs = 1500;
/** So long after a page is shown again, what is told may be of the time before. */
const settlingMs = 3000;

export const away = {
  get: state.get,
  subscribe: state.subscribe,
  start(): void {
    if (isStarted) return;
    isStarted = true;
    host.subscribe(watchDevice);
    host.subscribe(watchReturn);
    host.subscribe(endLoss);
    host.subscribe(endHidden);
    node.subscribe(watchConnection);
    document.addEventListener("visibilitychange", watchVisibility);
    addEventListener("pagehide", markAlive);
    setInterval(markAlive, aliveEveryMs);
    device.get(markName).then(
      (kept) => state.set({ ...state.get(), seen: kept as SeenMark | undefined }),
      () => state.set({ ...state.get(), seen: undefined }),
    );
  },
  /** The person has read it all. */
  dismiss(): void {
    const { view } = host.get();
    const seen = view && markOf(view);
    const { seen: before } = state.get();
    state.set({ entries: [], settledBefore: undefined, seen: seen ?? before });
    if (seen) void device.set(markName, seen);
  },
};

let isStarted = false;
const startedMs = Date.now();
let earlier = readAlive();

function add(entry: AwayEntry, settledBefore: bigint): void {
  const present = state.get();
  state.set({
    ...present,
    entries: addEntry(present.entries, entry),
    settledBefore: present.settledBefore ?? settledBefore,
  });
}

/** Once this tab runs the Host: the visit before it ended when its last mark was written. */
function watchReturn(): void {
  const { standing, view } = host.get();
  if (!earlier || standing !== "running" || !view) return;
  const { atMs, hostId, inSprint, settled } = earlier;
  earlier = undefined;
  if (hostId === view.hostId && inSprint)
    add({ kind: "closed", fromMs: atMs, toMs: Math.max(atMs, startedMs) }, settled);
}

function markAlive(): void {
  const { standing, view } = host.get();
  if (standing !== "running" || !view || earlier) return;
  const inSprint = view.joined && view.cycle?.phase === "sprint";
  writeAlive({
    atMs: Date.now(),
    hostId: view.hostId,
    inSprint,
    settled: lastSettled(view.history),
  });
}

let hidden: { readonly atMs: number; readonly settled: bigint } | undefined;
let shown: { readonly fromMs: number; readonly toMs: number; readonly settled: bigint } | undefined;

function watchVisibility(): void {
  if (document.hidden) {
    markAlive();
    hidden = { atMs: Date.now(), settled: lastSettled(host.get().view?.history) };
    shown = undefined;
    return;
  }
  if (hidden) shown = { fromMs: hidden.atMs, toMs: Date.now(), settled: hidden.settled };
  hidden = undefined;
  endHidden();
}

/** What was missed speaks for itself; a look away in which nothing was settled is no news. */
function endHidden(): void {
  if (!shown) return;
  const { settled, ...span } = shown;
  // The view of what came about last may be under way; what comes later a person sees.
  if (Date.now() - span.toMs > settlingMs) shown = undefined;
  else if (settledSince(host.get().view?.history, settled).length > 0) {
    shown = undefined;
    add({ kind: "hidden", ...span }, settled);
  }
}

let failure = host.get().deviceFailure;

function watchDevice(): void {
  const { deviceFailure, view } = host.get();
  if (!deviceFailure || deviceFailure === failure) return;
  failure = deviceFailure;
  add({ kind: "device", fromMs: Date.now(), ...deviceFailure }, lastSettled(view?.history));
}

interface Loss {
  readonly fromMs: number;
  readonly reason: string;
  readonly wasRunning: boolean;
  readonly height: bigint;
  readonly settled: bigint;
  /** When the connection was back; the loss is told of with the first block after it. */
  readonly toMs?: number;
}

let loss: Loss | undefined;

function watchConnection(): void {
  const { connection } = node.get();
  if (connection?.state === "connected" && loss && loss.toMs === undefined)
    loss = { ...loss, toMs: Date.now() };
  if (connection?.state !== "lost" || loss) return;
  const { view } = host.get();
  if (!view) return;
  const wasRunning = view.sprint?.step === "running";
  const { height } = view;
  const settled = lastSettled(view.history);
  loss = { fromMs: Date.now(), reason: connection.reason, wasRunning, height, settled };
}

function endLoss(): void {
  const { view } = host.get();
  if (loss?.toMs === undefined || !view?.preset || view.height <= loss.height) return;
  const { fromMs, toMs, reason, wasRunning, height, settled } = loss;
  loss = undefined;
  if (!wasRunning && toMs - fromMs < shortestLossMs) return;
  const { blockMs } = presets[view.preset].cycle;
  const isStill = stoodStill(Number(view.height - height), toMs - fromMs, blockMs);
  add({ kind: "connection", fromMs, toMs, reason, wasRunning, stoodStill: isStill }, settled);
}
