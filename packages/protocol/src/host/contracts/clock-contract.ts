import type { Clock } from "../ports.ts";
import { type ContractCase, expectThat, rejectionOf } from "./contract.ts";

/**
 * What every Clock does.
 *
 * @param pass - lets time pass where it does not by itself
 */
export function clockContract(
  make: () => Clock,
  pass: (clock: Clock, ms: number) => Promise<void> = async () => {},
): readonly ContractCase[] {
  return [
    {
      name: "the time of day is whole or broken milliseconds since 1970",
      async run() {
        const now = make().nowMs();
        expectThat(now > 1_600_000_000_000 && now < 8_640_000_000_000_000, `found ${now}`);
      },
    },
    {
      name: "monotonic time never goes back",
      async run() {
        const clock = make();
        let last = clock.monotonicMs();
        for (let i = 0; i < 10_000; i++) {
          const now = clock.monotonicMs();
          expectThat(now >= last, `went from ${last} back to ${now}`);
          last = now;
        }
      },
    },
    {
      name: "a sleep is at least as long as asked for",
      async run() {
        const clock = make();
        for (const ms of [0, 1, 30]) {
          const from = clock.monotonicMs();
          await Promise.all([clock.sleep(ms), pass(clock, ms)]);
          const slept = clock.monotonicMs() - from;
          expectThat(slept >= ms, `expected ${ms} ms of sleep, found ${slept}`);
        }
      },
    },
    {
      name: "an aborted sleep rejects with the signal's reason",
      async run() {
        const clock = make();
        const reason = new Error("enough");
        const aborter = new AbortController();
        const sleeping = rejectionOf(clock.sleep(60_000, aborter.signal));
        await Promise.resolve();
        aborter.abort(reason);
        expectThat((await sleeping) === reason, "expected the signal's reason");
        const again = await rejectionOf(clock.sleep(60_000, aborter.signal));
        expectThat(again === reason, "expected it of a signal that was aborted before, too");
      },
    },
  ];
}
