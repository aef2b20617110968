import { type BrowserFacts, stopsHiddenPages } from "./browser.ts";
import { blocked, degraded, type Finding, pass, unknown } from "./finding.ts";

/** Whether the browser trusts how the page came here; much of what a Host needs hangs on it. */
export function judgeOrigin(isSecure: boolean, origin: string): Finding {
  if (isSecure) return pass(`Opened from ${origin}, which the browser trusts.`);
  return blocked(
    `Opened from ${origin}, which the browser does not trust.`,
    "Outside of https and localhost a browser bars WebGPU, shared memory and the locks that keep a key in one tab.",
    "Open the page at https, or on the node's own machine at http://localhost.",
  );
}

/** What the page may keep. */
export interface StorageFacts {
  /** Why nothing can be written; `undefined` when it can. */
  readonly fault: string | undefined;
  /** Whether the browser promised not to evict it; `undefined` where it makes no promise. */
  readonly persisted: boolean | undefined;
  readonly usedBytes: number | undefined;
  readonly quotaBytes: number | undefined;
}

/** A key, some hundred Sprints and a tuning result: far below this. */
const enoughBytes = 20 * 2 ** 20;

export function judgeStorage(facts: StorageFacts, browser: BrowserFacts): Finding {
  const { fault, persisted, usedBytes = 0, quotaBytes } = facts;
  if (fault !== undefined)
    return blocked(
      "This browser lets the page keep nothing.",
      `A key made now would be gone with the page. ${fault}.`,
      storageCure(browser),
    );
  const left = quotaBytes === undefined ? undefined : quotaBytes - usedBytes;
  if (left !== undefined && left < enoughBytes)
    return degraded(
      "Little room is left for this page.",
      "When it is used up, finds of a Sprint can't be kept through a crash.",
      "Free space on the disk, or delete data of other sites.",
    );
  if (persisted) return pass("The browser keeps this page's data until you delete it.");
  return degraded(
    "The browser may delete this page's data when space runs short.",
    "Your key is part of it. A private window loses it for certain when it is closed.",
    persistCure(browser),
  );
}

function storageCure({ family }: BrowserFacts): string {
  const close = "Leave the private window if this is one, and allow site data:";
  switch (family) {
    case "chrome":
      return `${close} chrome://settings/content/siteData.`;
    case "edge":
      return `${close} edge://settings/content/cookies.`;
    case "firefox":
      return `${close} about:preferences#privacy, Cookies and Site Data.`;
    case "safari":
      return `${close} Settings, Privacy, “Block all cookies” must be off.`;
    case "other":
      return `${close} see the browser's privacy settings.`;
  }
}

function persistCure({ family }: BrowserFacts): string {
  const save = "Write down the recovery phrase, whatever the browser says.";
  switch (family) {
    case "chrome":
    case "edge":
      return `Ask it to keep the data: it agrees for pages that you bookmark, install or allow to notify you. ${save}`;
    case "firefox":
      return `Ask it to keep the data, and say yes when it asks you. ${save}`;
    case "safari":
      return `Safari deletes data of pages not visited for a week; add this one to the Dock or the Home Screen. ${save}`;
    case "other":
      return save;
  }
}

/** What the browser tells of the battery. */
export interface PowerFacts {
  readonly charging: boolean;
  /** 0..1. */
  readonly level: number;
}

export function judgePower(facts: PowerFacts | undefined): Finding {
  if (!facts) return unknown("This browser does not tell. Plug in for a Sprint.");
  const percent = `${Math.round(facts.level * 100)} %`;
  if (facts.charging) return pass(facts.level < 1 ? `Plugged in, at ${percent}.` : "Plugged in.");
  return degraded(
    `On battery, at ${percent}.`,
    "Many machines compute slower on battery, and a Sprint empties it quickly.",
    "Plug in before the Sprint.",
  );
}

export function judgeScreen(hasWakeLock: boolean, browser: BrowserFacts): Finding {
  if (hasWakeLock) return pass("The page can keep the machine awake during a Sprint.");
  const stops = stopsHiddenPages(browser) ? "stops the page" : "may put the machine to sleep";
  return degraded(
    "This browser can't keep the screen on.",
    `A screen that goes off ${stops} in the middle of a Sprint.`,
    "Set the system not to sleep while you take part.",
  );
}

export type PermissionFacts = NotificationPermission | "missing";

export function judgeReminders(permission: PermissionFacts, browser: BrowserFacts): Finding {
  switch (permission) {
    case "granted":
      return pass("The page may remind you of a Sprint.");
    case "default":
      return pass("The browser will ask you when you turn on a reminder.");
    case "denied":
      return degraded("Notifications are barred.", noReminder, notifyCure(browser));
    case "missing":
      return degraded(
        "This browser has no notifications for pages.",
        noReminder,
        browser.system === "ios"
          ? "Add the page to the Home Screen and open it from there."
          : "Note the time of the next Sprint.",
      );
  }
}

const noReminder = "You can take part, but nothing calls you to the start.";

function notifyCure({ family }: BrowserFacts): string {
  switch (family) {
    case "chrome":
    case "edge":
      return "Open the site's settings left of the address, and allow notifications.";
    case "firefox":
      return "Open about:preferences#privacy, Notifications, and remove this page from the blocked ones.";
    case "safari":
      return "Open Settings, Websites, Notifications, and allow this page.";
    case "other":
      return "Allow notifications in the browser's settings for this site.";
  }
}
