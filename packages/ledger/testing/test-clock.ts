import type { EngineClock } from "../src/engine/index.ts";

/** A clock that stands still until a test moves it. */
export class TestClock implements EngineClock {
  private now: number;
  private waiting: { readonly at: number; readonly run: () => void }[] = [];

  constructor(startMs: number) {
    this.now = startMs;
  }

  nowMs(): number {
    return this.now;
  }

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.now + ms, run };
    this.waiting.push(entry);
    return () => {
      this.waiting = this.waiting.filter((other) => other !== entry);
    };
  }

  /** Moves on, calling what falls due at its own time. */
  advance(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const [next] = this.waiting.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (!next) break;
      this.waiting = this.waiting.filter((other) => other !== next);
      this.now = Math.max(this.now, next.at);
      next.run();
    }
    this.now = end;
  }

  /** As when somebody sets the machine's clock. */
  jumpTo(ms: number): void {
    this.now = ms;
  }
}
