import type { CycleRecord, SprintSummary } from "@stadion/protocol/chain";
import { expect, test } from "vitest";
import type { FullNode } from "../../full-node/full-node.ts";
import { jsonLine } from "../json-line.ts";
import { eventFacts, eventLine, startFacts, startLines } from "./report.ts";

const node: Omit<FullNode, "failed" | "stop"> = {
  connection: {
    preset: "local",
    chainId: "ab".repeat(32),
    peerId: "12D3",
    addresses: ["/ip4/127.0.0.1/tcp/4801/p2p/12D3", "/ip4/127.0.0.1/tcp/4802/ws/p2p/12D3"],
    agent: "stadion/0.1.0",
  },
  pageUrl: "http://127.0.0.1:4800",
  isPageBuilt: true,
  dataFolder: "/data",
  key: "cd".repeat(32),
  newKeyFile: undefined,
  height: 7n,
};
const summary: SprintSummary = {
  cycle: 2n,
  outcome: "settled",
  height: 96n,
  committed: 4,
  revealed: 3,
  valid: 2,
  invalid: 1,
  unjudged: 0,
  missed: 1,
  weight: 53n,
};

test("the start says where page, Hosts, data and key are", () => {
  expect(startLines(node as FullNode).slice(0, 6)).toEqual([
    "Stadion full node, preset local, network abababababababab…",
    "  page   http://127.0.0.1:4800",
    "  hosts  /ip4/127.0.0.1/tcp/4801/p2p/12D3",
    "         /ip4/127.0.0.1/tcp/4802/ws/p2p/12D3",
    "  data   /data, block 7",
    `  key    ${"cd".repeat(32)}`,
  ]);
});

test("a page that is not built and a key that is new are pointed out", () => {
  const fresh = { ...node, isPageBuilt: false, newKeyFile: "/data/node.key" } as FullNode;
  const text = startLines(fresh).join("\n");
  expect(text).toContain("(not built yet: npm run build -w apps/web)");
  expect(text).toContain("made now and kept in /data/node.key");
});

test("where other machines reach the page is told, and that a browser there only looks", () => {
  const lan = ["/ip4/127.0.0.1/tcp/4801/p2p/12D3", "/ip4/192.168.1.5/tcp/4801/p2p/12D3"];
  const more = ["/ip4/192.168.1.5/tcp/4802/ws/p2p/12D3", "/ip6/fd00::7/tcp/4802/ws/p2p/12D3"];
  const connection = { ...node.connection, addresses: [...lan, ...more] };
  const open: typeof node = { ...node, connection };
  const told = [
    "  page   http://127.0.0.1:4800",
    "         http://192.168.1.5:4800",
    "         http://[fd00::7]:4800",
    "         on other machines a browser can look; it takes part only over https or on this machine",
  ];
  expect(startLines(open as FullNode).slice(1, 5)).toEqual(told);
  expect(startFacts(open as FullNode)).toMatchObject({
    otherPageUrls: ["http://192.168.1.5:4800", "http://[fd00::7]:4800"],
  });
  const one = { ...open, pageUrl: "http://192.168.1.5:4800" } as FullNode;
  expect(startLines(one).slice(1, 3)).toEqual(["  page   http://192.168.1.5:4800", told[3]]);
});

test("a phase has its name on the page, and the block it lasts to at most", () => {
  const lineOf = (phase: CycleRecord["phase"]) =>
    eventLine({
      kind: "phase",
      height: 16n,
      cycle: { cycle: 2n, phase, phaseEndHeight: 49n } as CycleRecord,
    });
  expect(lineOf("open")).toBe("block 16  cycle 2  Set until block 49 at the latest");
  expect(lineOf("secondOpen")).toBe("block 16  cycle 2  Draw until block 49 at the latest");
  expect(lineOf("work")).toBe("block 16  cycle 2  Work until block 49");
});

test("a settled Sprint names what went wrong, and only that", () => {
  expect(eventLine({ kind: "settled", height: 96n, summary })).toBe(
    "block 96  cycle 2  settled: 4 committed, 3 revealed, 2 valid, 1 invalid, 1 not revealed; " +
      "total weight 53",
  );
  const none = { ...summary, outcome: "not-dealt" } as const;
  expect(eventLine({ kind: "settled", height: 96n, summary: none })).toContain(
    "cycle 2  is void: its beacon was not dealt",
  );
});

test("as JSON, numbers are numbers, bytes are hex and a great weight is a string", () => {
  const cycle = { cycle: 2n, phase: "sprint", phaseEndHeight: 49n } as CycleRecord;
  const sprintSeed = Uint8Array.of(1, 255);
  const phase = eventFacts({ kind: "phase", height: 16n, cycle: { ...cycle, sprintSeed } });
  expect(JSON.parse(jsonLine(phase))).toEqual({
    event: "phase",
    height: 16,
    cycle: 2,
    phase: "sprint",
    phaseEndHeight: 49,
    sprintSeed: "01ff",
  });
  const great = { ...summary, weight: 2n ** 60n };
  expect(
    JSON.parse(jsonLine(eventFacts({ kind: "settled", height: 96n, summary: great }))),
  ).toEqual({ event: "settled", ...summary, cycle: 2, height: 96, weight: "1152921504606846976" });
  expect(JSON.parse(jsonLine(startFacts(node as FullNode)))).toMatchObject({
    event: "started",
    preset: "local",
    addresses: node.connection.addresses,
    height: 7,
  });
});
