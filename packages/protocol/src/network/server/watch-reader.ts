import { FormatError } from "../errors.ts";
import type { WaitClock } from "../wait.ts";
import type { FrameStream } from "../wire/frame-stream.ts";
import type { OpenAnswers } from "./answers.ts";

/** Time in which a peer must take something of what is on its way to it (NW5). */
const takeMs = 10_000;
const lookMs = 1000;

/** Throws `FormatError` once a peer has taken nothing for 10 s of what waits for it: its answers fill our memory. */
export async function watchReader(
  stream: FrameStream,
  answers: OpenAnswers,
  clock: WaitClock,
  over: AbortSignal,
): Promise<never> {
  let parts = answers.partsSent();
  let movedMs = clock.monotonicMs();
  for (;;) {
    await clock.sleep(lookMs, over);
    const isWaiting = stream.isFull() || answers.count() > 0;
    if (!isWaiting || answers.partsSent() !== parts) movedMs = clock.monotonicMs();
    parts = answers.partsSent();
    if (clock.monotonicMs() - movedMs >= takeMs)
      throw new FormatError(`Nothing was taken for ${takeMs / 1000} s of what was asked for`);
  }
}
