import type { BrowserFacts } from "./browser.ts";
import { blocked, degraded, type Finding, pass, unknown } from "./finding.ts";

/** One way to the node, tried. */
export interface WayFacts {
  readonly kind: "webrtc-direct" | "websocket";
  readonly ok: boolean;
  /** Milliseconds until the node answered. */
  readonly ms: number;
  /** Why it did not. */
  readonly reason: string;
}

/** How this page reaches its node. */
export type NetworkFacts =
  | { readonly state: "no-node"; readonly message: string }
  | {
      readonly state: "tried";
      /** Whether the browser has WebRTC at all. */
      readonly hasWebrtc: boolean;
      /** Whether the node has an address for it. */
      readonly offersWebrtc: boolean;
      readonly ways: readonly WayFacts[];
    };

export function judgeNetwork(facts: NetworkFacts, browser: BrowserFacts): Finding {
  if (facts.state === "no-node")
    return blocked(
      "This page knows no full node.",
      `${facts.message}.`,
      "Open the page from a node: npm start prints its address.",
    );
  const open = facts.ways.filter(({ ok }) => ok);
  const rtc = facts.ways.find(({ kind }) => kind === "webrtc-direct");
  const ms = Math.round(Math.min(...open.map((way) => way.ms)));
  if (open.length === 0)
    return blocked(
      "The node does not answer.",
      facts.ways.map(({ kind, reason }) => `${wayNames[kind]}: ${reason}.`).join(" "),
      "See that the node runs and that no firewall, proxy or extension stands between.",
    );
  if (rtc?.ok) return pass(`The node answers over WebRTC in ${ms} ms.`);
  const found = `The node answers over WebSocket in ${ms} ms, and not over WebRTC.`;
  const cause =
    "WebSocket carries all that a Sprint needs. Pages can't reach each other without WebRTC.";
  if (!facts.offersWebrtc)
    return pass(`The node answers over WebSocket in ${ms} ms. It offers no WebRTC.`);
  if (!facts.hasWebrtc)
    return degraded(found, `This browser has no WebRTC. ${cause}`, rtcCure(browser));
  return degraded(found, `WebRTC: ${rtc?.reason ?? "not tried"}. ${cause}`, rtcCure(browser));
}

export const wayNames = { "webrtc-direct": "WebRTC", websocket: "WebSocket" } as const;

function rtcCure({ family }: BrowserFacts): string {
  switch (family) {
    case "firefox":
      return "At about:config, media.peerconnection.enabled must be true. A firewall must let UDP through to the node.";
    case "chrome":
    case "edge":
      return "Extensions that hide your address can stop WebRTC; try without them. A firewall must let UDP through to the node.";
    case "safari":
      return "Lockdown Mode stops WebRTC. A firewall must let UDP through to the node.";
    case "other":
      return "Allow WebRTC in the browser, and UDP to the node in the firewall.";
  }
}

/** This machine's clock beside the node's. */
export interface ClockFacts {
  /** Milliseconds that this clock is ahead; negative when behind. */
  readonly aheadMs: number;
  /** Half of what a question and its answer took: the figure is no better than this. */
  readonly errorMs: number;
}

/** From here on a clock is called wrong. */
const wrongFromMs = 1000;

export function judgeClock(facts: ClockFacts | undefined, browser: BrowserFacts): Finding {
  if (!facts) return unknown("No block came to compare the clock with.");
  const { aheadMs, errorMs } = facts;
  const off = Math.abs(aheadMs);
  if (off - errorMs < wrongFromMs)
    return pass(
      off < wrongFromMs ? "Within a second of the node's." : "Right, as far as it shows.",
    );
  const side = aheadMs > 0 ? "ahead of" : "behind";
  return degraded(
    `${secondsOf(off)} ${side} the node's.`,
    "The countdown follows the ledger, so you start with the gun. Times of day and reminders are off.",
    clockCure(browser),
  );
}

function secondsOf(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 120) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

function clockCure({ system }: BrowserFacts): string {
  const places = {
    windows:
      "Settings, Time & language, Date & time: turn on “Set time automatically” and press “Sync now”.",
    mac: "System Settings, General, Date & Time: turn on “Set time and date automatically”.",
    linux: "Turn on time synchronisation: timedatectl set-ntp true.",
    android: "Settings, System, Date & time: turn on “Set time automatically”.",
    ios: "Settings, General, Date & Time: turn on “Set Automatically”.",
    other: "Let the system set its time by itself.",
  } as const;
  return `${places[system]} If it is on, the node's clock is the one to look at.`;
}
