// This page's one connection to its full node, outside of React. libp2p runs here, on the main thread: workers have no
// WebRTC. The Host's worker reaches it over a MessagePort (shared/host); screens read it through `useNode`.

import type { ConnectionState, NodeConnection } from "@stadion/protocol/network";
import { describeError } from "#shared/errors/index.ts";
import { createValue } from "#shared/value/index.ts";
import { type FoundNode, findNode } from "./find-node.ts";
import { pauseAfter } from "./next-try.ts";

export interface NodeState {
  /** What the last look gave; `undefined` during the first one. */
  readonly found: FoundNode | undefined;
  /** Of the page's monotonic clock: when it looks again by itself; `undefined` when it does not, or does so now. */
  readonly nextLookMs: number | undefined;
  /** How the connection stands; `undefined` before there is one. */
  readonly connection: ConnectionState | undefined;
  /** Of the page's monotonic clock: since when it stands so. */
  readonly sinceMs: number;
}

export interface OpenNode {
  readonly network: NodeConnection;
  /** 64 hex digits. */
  readonly chainId: string;
}

const state = createValue<NodeState>({
  found: undefined,
  nextLookMs: undefined,
  connection: undefined,
  sinceMs: 0,
});
const opened = createValue<OpenNode | undefined>(undefined);
let opening: Promise<void> | undefined;
/** Looks in a row to which nobody answered, and the timer of the next one. */
let failures = 0;
let nextLook: ReturnType<typeof setTimeout> | undefined;

export const node = {
  get: state.get,
  subscribe: state.subscribe,
  /** The connection that is kept open, as soon as the server named a node; anew after the page was put away. */
  opened,
  /** Looks for the node unless that was done. */
  start(): void {
    if (opening) return;
    watchPage();
    opening = open();
  },
  /** Asks the server once more, as after an answer that named no node. */
  again(): void {
    failures = 0;
    opening = (opening ?? Promise.resolve()).then(close).then(open);
  },
  /** The machine is back on line, or someone looks again: does not wait for the next try. */
  retry(): void {
    if (nextLook !== undefined) node.again();
    opened.get()?.network.retryNow();
  },
};

async function open(): Promise<void> {
  stopLooking();
  // What was found before stays until it is known better: a page that looks again and again would flicker.
  const sinceMs = performance.now();
  state.set({ ...state.get(), nextLookMs: undefined, connection: undefined, sinceMs });
  let found: FoundNode;
  try {
    found = await findNode(new URL("stadion.json", document.baseURI));
    if (found.ok) await connect(found.place);
  } catch (error) {
    found = { ok: false, why: "no-answer", message: describeError(error) };
  }
  const isSilent = !found.ok && found.why === "no-answer";
  state.set({ ...state.get(), found, nextLookMs: isSilent ? lookLater() : undefined });
}

/** Looks once more after a pause, and says when. */
function lookLater(): number {
  failures += 1;
  const pauseMs = pauseAfter(failures);
  nextLook = setTimeout(() => {
    opening = open();
  }, pauseMs);
  return performance.now() + pauseMs;
}

function stopLooking(): void {
  clearTimeout(nextLook);
  nextLook = undefined;
}

async function connect({
  addresses,
  chainId,
}: Extract<FoundNode, { ok: true }>["place"]): Promise<void> {
  const { connectToNode, hexToBytes } = await loadDialler();
  const network = await connectToNode({
    addresses,
    transports: "browser",
    chainId: hexToBytes(chainId),
  });
  network.onConnection((connection) => {
    state.set({ ...state.get(), connection, sinceMs: performance.now() });
  });
  opened.set({ network, chainId });
}

/** libp2p: a third of the page's code, so it is not there from the first byte on. */
export function loadDialler(): Promise<typeof import("./dial.ts")> {
  return import("./dial.ts");
}

async function close(): Promise<void> {
  stopLooking();
  const present = opened.get();
  opened.set(undefined);
  await present?.network.stop();
}

let isWatched = false;

function watchPage(): void {
  if (isWatched) return;
  isWatched = true;
  addEventListener("online", node.retry);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) node.retry();
  });
  // Says good-bye, so that the node need not find out; a page that is kept and shown again begins anew.
  addEventListener("pagehide", () => void close());
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) node.again();
  });
}
