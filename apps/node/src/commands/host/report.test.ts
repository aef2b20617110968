import type { HostEvent, HostView, SprintView } from "@stadion/protocol/host";
import { expect, test } from "vitest";
import { createTestIo } from "../../test-io.ts";
import { createReporter, newEvents } from "./report.ts";
import { statusLine, statusNews } from "./status-line.ts";

const sprint: SprintView = {
  cycle: 3n,
  step: "settled",
  tried: 640n,
  found: 12,
  confirmed: 11,
  noncesPerSecond: 31.25,
  elapsedMs: 20_400,
  sprintMs: 30_000,
  ledger: {
    status: "valid",
    reason: undefined,
    count: 11,
    level: 0,
    commitHeight: 70n,
    revealHeight: 80n,
    judgedHeight: 90n,
    weight: 11n,
    settledHeight: 99n,
    faultNonce: 0n,
    total: 40n,
  },
  refused: [],
};
const event = (text: string, height: bigint): HostEvent => ({
  timeMs: 1,
  height,
  kind: "info",
  text,
});
const view: HostView = {
  hostId: "ab".repeat(32),
  preset: "local",
  refusal: undefined,
  connection: { state: "connected", peer: "12D3", transport: "tcp", failed: [] },
  compute: { kind: "wasm", adapter: "2 threads", variant: "relaxed" },
  height: 99n,
  blockTimeMs: 0,
  cycle: undefined,
  registered: true,
  joined: true,
  paused: false,
  finishing: false,
  throttle: 1,
  elsewhere: undefined,
  sprint,
  weight: { own: 11n, total: 40n, cycle: 3n, height: 30n },
  missed: [],
  history: [],
  benchmarks: [],
  log: [event("a", 1n), event("b", 2n)],
};

test("everything is told once, however often a view comes", () => {
  const io = createTestIo();
  const reporter = createReporter(false, io);
  expect(reporter.tell(view)).toEqual([sprint]);
  expect(reporter.tell({ ...view, log: [...view.log, event("c", 3n)] })).toEqual([]);
  expect(io.printed).toEqual([
    "connected to 12D3",
    "block 1  a",
    "block 2  b",
    "cycle 3: found 12, confirmed 11, committed 11 at level 0 (block 70), valid (block 90), " +
      "weight 11 (block 99); now 11 of all 40",
    "block 3  c",
  ]);
});

test("a settled Sprint is told when its weight is in force, not before", () => {
  const reporter = createReporter(false, createTestIo());
  expect(reporter.tell({ ...view, weight: { own: 0n, total: 1n, cycle: 0n, height: 0n } })).toEqual(
    [],
  );
  expect(reporter.tell(view)).toEqual([sprint]);
});

test("a Sprint that was not valid waits for no weight", () => {
  const missed: SprintView = { ...sprint, ledger: { ...sprint.ledger, status: "missed" } as never };
  const reporter = createReporter(false, createTestIo());
  expect(reporter.tell({ ...view, sprint: missed })).toEqual([missed]);
});

test("a node that does not answer is told once a reason, a connection that broke each time", () => {
  const io = createTestIo();
  const reporter = createReporter(false, io, "/ip4/127.0.0.1/tcp/4801/p2p/12D3");
  const quiet: HostView = { ...view, log: [], sprint: undefined };
  const lost = (reason: string, retryInMs: number) =>
    ({ state: "lost", reason, retryInMs }) as const;
  const connecting = { state: "connecting" } as const;
  const refused = [connecting, lost("refused", 1000), connecting, lost("refused", 2000)];
  const slow = [connecting, lost("timed out", 4000), connecting];
  const broke = [view.connection, lost("ended", 500)];
  for (const connection of [...refused, ...slow, ...broke, ...slow, ...broke])
    reporter.tell({ ...quiet, connection });
  expect(io.warned).toEqual([
    "could not reach the node at /ip4/127.0.0.1/tcp/4801: refused; trying again in 1 s",
    "could not reach the node at /ip4/127.0.0.1/tcp/4801: timed out; trying again in 4 s",
    "connection lost: ended; trying again in 1 s",
    "could not reach the node at /ip4/127.0.0.1/tcp/4801: timed out; trying again in 4 s",
    "connection lost: ended; trying again in 1 s",
  ]);
});

test("as JSON each line has the same facts and no value that JSON lacks", () => {
  const io = createTestIo();
  createReporter(true, io).tell(view);
  const lines = io.printed.map((line) => JSON.parse(line));
  expect(lines.map((line) => line.event)).toEqual([
    "connection",
    "controls",
    "log",
    "log",
    "sprint",
    "settled",
  ]);
  expect(lines.at(-1)).toMatchObject({
    cycle: 3,
    ledger: { status: "valid", count: 11, weight: 11, settledHeight: 99 },
    inForce: { own: 11, total: 40 },
  });
});

test("a log that lost its oldest lines goes on after the last one that was told", () => {
  const log = [event("b", 2n), event("c", 3n)];
  expect(newEvents(log, event("b", 2n)).map(({ text }) => text)).toEqual(["c"]);
  expect(newEvents(log, event("gone", 1n)).map(({ text }) => text)).toEqual(["b", "c"]);
});

test("the status line says what is not there yet", () => {
  expect(statusLine({ ...view, connection: { state: "connecting" } })).toBe("connecting …");
  const lost = { state: "lost", reason: "refused", retryInMs: 2000 } as const;
  expect(statusLine({ ...view, connection: lost })).toBe(
    "no connection to the node (refused), next try in 2 s",
  );
  expect(statusLine(view)).toBe("connected, asking where the cycle stands …");
});

test("as JSON what was missed, what was asked and another machine are facts, each told once", () => {
  const io = createTestIo();
  const reporter = createReporter(true, io);
  const gap = { cycle: 3n, reason: "paused", fromMs: 2000, toMs: 5000, share: 0.12 } as const;
  const paused: HostView = { ...view, paused: true, throttle: 0.5, missed: [gap] };
  for (const one of [paused, paused, { ...paused, elsewhere: { height: 9n, freeHeight: 109n } }])
    reporter.tell(one);
  const lines = io.printed.map((line) => JSON.parse(line));
  const of = (name: string) => lines.filter(({ event: kind }) => kind === name);
  expect(of("missed")).toEqual([{ event: "missed", ...gap, cycle: 3 }]);
  expect(of("controls")).toEqual([
    { event: "controls", joined: true, paused: true, finishing: false, throttle: 0.5 },
  ]);
  expect(of("elsewhere")).toEqual([{ event: "elsewhere", height: 9, freeHeight: 109 }]);
  expect(of("connection")).toHaveLength(1);
});

test("blocks alone are no news, nor is what the log tells: no connection", () => {
  const cycle = { cycle: 3n, phase: "secondOpen" } as NonNullable<HostView["cycle"]>;
  const now: HostView = { ...view, cycle };
  expect(statusLine(now)).toContain("block 99  cycle 3 Draw  ");
  expect(statusNews(now)).toBeDefined();
  expect(statusNews({ ...now, height: 100n })).toBe(statusNews(now));
  expect(statusNews({ ...now, cycle: { ...cycle, phase: "audit" } })).not.toBe(statusNews(now));
  expect(statusNews({ ...now, connection: { state: "connecting" } })).toBeUndefined();
  const other: HostView = { ...now, elsewhere: { height: 60n, freeHeight: 160n } };
  expect(statusNews({ ...other, height: 100n })).toBe(statusNews(other));
});

test("the status line says what was asked, and that the key signs elsewhere", () => {
  const cycle = { cycle: 3n, phase: "work" } as NonNullable<HostView["cycle"]>;
  const asked: HostView = { ...view, cycle, paused: true, finishing: true, throttle: 0.25 };
  expect(statusLine(asked)).toMatch(/weight 11 of 40 {2}\(paused, finishing, throttle 25 %\)$/);
  expect(statusLine({ ...asked, elsewhere: { height: 60n, freeHeight: 160n } })).toBe(
    "block 99  this key signs on another machine; here again in 61 blocks if it stays silent",
  );
});
