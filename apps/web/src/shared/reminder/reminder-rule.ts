import type { HostView } from "@stadion/protocol/host";
import type { CycleParams } from "@stadion/protocol/params";

/** How a person's reminder stands. */
export type ReminderState =
  | "off"
  | "on"
  /** The browser shows no notifications of this page. */
  | "denied"
  /** This browser has none that a page can show. */
  | "unsupported";

const mostMs = 5 * 60_000;
/** At most a sixth of the cycle: of short cycles, five minutes would be all the time there is. */
const cycleShare = 6;

/** Milliseconds before the gun at which a person is reminded. */
export function reminderLeadMs({ cycleBlocks, blockMs }: CycleParams): number {
  return Math.min(mostMs, (cycleBlocks * blockMs) / cycleShare);
}

/** What the reminder says. */
export function reminderWords(
  view: Pick<HostView, "joined" | "elsewhere">,
  inWords: string,
): { readonly title: string; readonly body: string } {
  return { title: `The next Sprint starts in ${inWords}`, body: bodyFor(view) };
}

function bodyFor({ joined, elsewhere }: Pick<HostView, "joined" | "elsewhere">): string {
  if (elsewhere) return "This machine only looks on while its key is in use elsewhere.";
  return joined
    ? "This machine takes part by itself. Keep the page open."
    : "You have not joined. Open the page to take part.";
}
