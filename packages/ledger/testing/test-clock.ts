import type { EngineClock } from "../src/engine/index.ts";

/** A clock that stands still until a test moves it. */
export class TestClock implements EngineClock {
  /** What the machine's clock shows, and the milliseconds that really passed, by which timers run. */
  private now: number;
  private passed = 0;
  private waiting: { readonly at: number; readonly run: () => void }[] = [];

  constructor(startMs: number) {
    this.now = startMs;
  }

  nowMs(): number {
    return this.now;
  }

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.passed + ms, run };
    this.waiting.push(entry);
    return () => {
      this.waiting = this.waiting.filter((other) => other !== entry);
    };
  }

  /** Moves on, calling what falls due at its own time. */
  advance(ms: number): void {
    const end = this.passed + ms;
    for (;;) {
      const [next] = this.waiting.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (!next) break;
      this.waiting = this.waiting.filter((other) => other !== next);
      this.passTo(next.at);
      next.run();
    }
    this.passTo(end);
  }

  /** As when somebody sets the machine's clock. */
  jumpTo(ms: number): void {
    this.now = ms;
  }

  private passTo(end: number): void {
    this.now += end - this.passed;
    this.passed = end;
  }
}
