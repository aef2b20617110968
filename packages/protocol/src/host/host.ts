import { bytesToHex, publicKeyOf } from "../rules/crypto/index.ts";
import type { HostContext, HostPorts, Snapshot, Standing } from "./context.ts";
import { createControls } from "./controls.ts";
import { createBenchmarks, type HostBenchmarkOptions } from "./keep-benchmarks.ts";
import { createCoverage } from "./keep-coverage.ts";
import { createHistory } from "./keep-history.ts";
import { createMembership } from "./keep-membership.ts";
import { createKeyGuard, type KeyGuard } from "./key-guard.ts";
import { createLiveView, type LiveView } from "./live-view.ts";
import { messageOf } from "./message-of.ts";
import { firstWishes, loadLane, type Wishes } from "./own-state.ts";
import { createLedgerReader } from "./read-ledger.ts";
import { createRefusals } from "./refusals.ts";
import { createSender } from "./sender.ts";
import { createSprintPart } from "./take-part.ts";
import type { BenchmarkView, HostControls, HostView, SprintControls } from "./view.ts";
import { createWaker, type Waker } from "./waker.ts";
import { createLedgerWatch } from "./watch-ledger.ts";
import { createWeightWatch } from "./watch-weight.ts";

export interface HostOptions {
  /** The Host's Ed25519 secret key, 32 bytes. */
  readonly key: Uint8Array;
  readonly ports: HostPorts;
}

/** A Host: takes part in Sprints with one key, on one machine, through one full node. */
export interface RunningHost extends HostControls, SprintControls {
  /** Reads what is kept of earlier runs and begins. Rejects if the store can't be read. */
  start(): Promise<void>;
  /** Ends after the batch that is under way. */
  stop(): Promise<void>;
  /**
   * Measures this machine on the network's params, and says what a Sprint should give (HO23).
   *
   * Rejects with BenchmarkRefusedError while a Sprint or another benchmark runs, and before the network is known.
   */
  benchmark(options: HostBenchmarkOptions): Promise<BenchmarkView>;
  view(): HostView;
  /** Calls back at each change; gives what ends it. */
  onView(listener: (view: HostView) => void): () => void;
}

/**
 * Makes a Host; it does nothing before `start`.
 *
 * @see spec/host.md
 */
export function createHost({ key: secretKey, ports }: HostOptions): RunningHost {
  const key = publicKeyOf(secretKey);
  const view = createLiveView(firstView(key, ports), ports.clock);
  const waker = createWaker(ports.clock);
  const benchmarks = createBenchmarks(ports, view);
  let loop: HostLoop | undefined;
  let isTakingOver = false;
  const { load, saved, wishes, finished, ...controls } = createControls({
    store: ports.store,
    view,
    onChange: waker.wake,
    onHalt: () => loop?.halt(),
  });
  return {
    async start() {
      if (loop) throw new TypeError("The Host was started before");
      await load();
      await benchmarks.load();
      const lane = await loadLane(ports.store, ports.random);
      loop = await startLoop({ secretKey, key, lane, ports, view, waker, wishes, finished });
      if (isTakingOver) loop.takeOver();
    },
    async stop() {
      await loop?.stop();
      await saved();
    },
    benchmark: benchmarks.run,
    view: view.now,
    onView: view.onView,
    ...controls,
    takeOver() {
      isTakingOver = true;
      loop?.takeOver();
    },
  };
}

interface LoopOptions {
  readonly secretKey: Uint8Array;
  readonly key: Uint8Array;
  readonly lane: number;
  readonly ports: HostPorts;
  readonly view: LiveView;
  readonly waker: Waker;
  readonly wishes: () => Wishes;
  readonly finished: () => void;
}

interface HostLoop {
  halt(): void;
  takeOver(): void;
  stop(): Promise<void>;
}

/** Without an announcement the Host looks after so many block times. */
const pollBlocks = 4;
/** And before it knows the network's block time. */
const firstPollMs = 4000;

async function startLoop(options: LoopOptions): Promise<HostLoop> {
  const { ports, view, waker } = options;
  const { context, guard } = createContext(options);
  const watch = createLedgerWatch(ports, context.reader, view, waker.wake);
  const stopListening = ports.network.onConnection((connection) => {
    view.update({ connection });
    if (connection.state === "lost") context.coverage.lost();
    waker.wake();
  });
  const duties = createDuties(context, guard);
  await duties.load();
  let isStopped = false;
  let blockMs = firstPollMs / pollBlocks;
  const run = async (): Promise<void> => {
    while (!isStopped) {
      await attempt(view, context.coverage.tick);
      const snapshot = await attempt(view, watch.look);
      if (snapshot && !isStopped) await duties.step(snapshot);
      blockMs = snapshot?.params.cycle.blockMs ?? blockMs;
      const dueMs = duties.nextDueMs() ?? Number.POSITIVE_INFINITY;
      if (!isStopped) await waker.sleep(Math.min(pollBlocks * blockMs, dueMs));
    }
  };
  const running = run();
  return {
    halt: duties.halt,
    takeOver() {
      guard.takeOver();
      waker.wake();
    },
    async stop() {
      isStopped = true;
      stopListening();
      watch.stop();
      waker.wake();
      await Promise.all([running, duties.stop()]);
    },
  };
}

function createContext(options: LoopOptions): { context: HostContext; guard: KeyGuard } {
  const { secretKey, key, lane, ports, view, waker, wishes, finished } = options;
  const reader = createLedgerReader(ports.network);
  const guard = createKeyGuard({ key, lane, ports, reader, view });
  const refusals = createRefusals(view);
  const { clock, network } = ports;
  const onRefusal = refusals.add;
  const sending = { secretKey, publicKey: key, lane, clock, network, reader, guard, onRefusal };
  const sender = createSender(sending);
  const standing: Standing = {
    isJoined: () => wishes().joined,
    idle() {
      if (wishes().paused) return "paused";
      return view.now().elsewhere === undefined ? undefined : "elsewhere";
    },
    mayBegin: () => standing.mayCompute() && !wishes().finishing,
    mayCompute: () => wishes().joined && standing.idle() === undefined,
    throttle: () => wishes().throttle,
    isFinishing: () => wishes().finishing,
    finished,
  };
  const history = createHistory({ key, store: ports.store, reader, view, refusals });
  const coverage = createCoverage({ key, ports, reader, standing, history, view });
  const parts = { reader, sender, view, standing, refusals, coverage, history };
  return { context: { key, ports, ...parts, wake: waker.wake }, guard };
}

/** All a Host does at a block, one after the other; none keeps the next from being done. */
function createDuties(context: HostContext, guard: KeyGuard) {
  const { view, sender, history, coverage } = context;
  const membership = createMembership(context);
  const sprint = createSprintPart(context);
  const weight = createWeightWatch(context);
  return {
    load: sprint.load,
    nextDueMs: sprint.nextDueMs,
    halt: sprint.halt,
    stop: sprint.stop,
    async step(snapshot: Snapshot): Promise<void> {
      const takesOver = (await attempt(view, () => guard.look(snapshot))) ?? false;
      await attempt(view, () => history.step(snapshot));
      await attempt(view, () => coverage.step(snapshot));
      await attempt(view, () => sprint.step(snapshot));
      await attempt(view, () => membership.keep(snapshot, takesOver));
      await attempt(view, () => sender.follow(snapshot.height));
      await attempt(view, () => weight.keep(snapshot));
    },
  };
}

/** Does something that may fail for now, says so, and leaves it to the next block. */
async function attempt<T>(view: LiveView, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    // A lost connection is shown as such.
    const isShown = error instanceof Error && error.name === "NotConnectedError";
    if (!isShown) view.tell("bad", messageOf(error));
    return undefined;
  }
}

function firstView(key: Uint8Array, { compute }: HostPorts): HostView {
  return {
    hostId: bytesToHex(key),
    preset: undefined,
    refusal: undefined,
    connection: { state: "connecting" },
    compute: compute.describe(),
    height: 0n,
    blockTimeMs: 0,
    cycle: undefined,
    registered: false,
    ...firstWishes,
    elsewhere: undefined,
    sprint: undefined,
    weight: { own: 0n, total: 0n, cycle: 0n, height: 0n },
    missed: [],
    history: [],
    benchmarks: [],
    log: [],
  };
}
