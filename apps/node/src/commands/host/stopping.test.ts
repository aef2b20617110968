import type { HostView } from "@stadion/protocol/host";
import { describe, expect, test } from "vitest";
import { StopRequestedError } from "../../command.ts";
import { createTestIo } from "../../test-io.ts";
import { owed, whenAskedToStop } from "./stopping.ts";

const running = {
  cycle: { cycle: 7n, phase: "sprint" },
  sprint: { cycle: 7n, sprintMs: 30_000, elapsedMs: 18_000, ledger: undefined },
  joined: true,
} as HostView;
const inPhase = (phase: string, status?: string): HostView =>
  ({
    ...running,
    cycle: { ...running.cycle, phase },
    sprint: { ...running.sprint, ledger: status && { status } },
  }) as HostView;

describe("what a Host still owes its Sprint", () => {
  test.each([
    ["it runs", running, "the Sprint of cycle 7 has 12 s left, then its proof is revealed"],
    [
      "no proof taken",
      inPhase("reveal", "committed"),
      "a block has yet to take the proof of cycle 7",
    ],
    ["proof taken", inPhase("reveal", "revealed"), undefined],
    ["nothing committed", inPhase("reveal"), undefined],
    ["judged by others", inPhase("audit", "committed"), undefined],
    ["not joined", { ...running, joined: false }, undefined],
    ["key elsewhere", { ...running, elsewhere: { height: 1n, freeHeight: 101n } }, undefined],
    ["paused, nothing found", { ...running, paused: true }, undefined],
    ["no Sprint yet", { ...running, sprint: undefined }, undefined],
  ])("%s", (_, view, expected) => {
    expect(owed(view)).toBe(expected);
  });
});

describe("asked to stop", () => {
  function host(first: HostView) {
    let view = first;
    const listeners = new Set<(now: HostView) => void>();
    let finished = 0;
    return {
      view: () => view,
      onView(listener: (now: HostView) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      finish() {
        finished += 1;
      },
      finished: () => finished,
      become(next: HostView) {
        view = next;
        for (const listener of listeners) listener(next);
      },
    };
  }

  function ask(first: HostView, signal: string, json = false) {
    const stop = new AbortController();
    const io = { ...createTestIo(), stop: stop.signal };
    const it = host(first);
    let ended = 0;
    whenAskedToStop(it, io, json, () => {
      ended += 1;
    });
    expect(ended).toBe(0);
    stop.abort(new StopRequestedError(signal));
    return { it, io, ended: () => ended };
  }

  test("Ctrl-C in a Sprint says what it waits for, and ends when the proof is taken", () => {
    const { it, io, ended } = ask(running, "SIGINT");
    expect(io.warned).toEqual([
      "Finishing: the Sprint of cycle 7 has 12 s left, then its proof is revealed. Ctrl-C again stops now",
    ]);
    expect([it.finished(), ended()]).toEqual([1, 0]);
    it.become(inPhase("reveal", "committed"));
    expect(ended()).toBe(0);
    it.become(inPhase("reveal", "revealed"));
    it.become(inPhase("audit", "revealed"));
    expect(ended()).toBe(1);
  });

  test("as JSON it is a line of its own", () => {
    const { io } = ask(running, "SIGINT", true);
    expect(JSON.parse(io.printed[0] ?? "")).toMatchObject({ event: "stopping" });
  });

  test("SIGTERM does not wait, nor does Ctrl-C between Sprints", () => {
    for (const [view, signal] of [
      [running, "SIGTERM"],
      [inPhase("audit", "revealed"), "SIGINT"],
    ] as const) {
      const { it, ended } = ask(view, signal);
      expect([it.finished(), ended()]).toEqual([0, 1]);
    }
  });
});
