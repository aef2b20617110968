/** As much of a browser as it takes to say where its switches are. */
export interface BrowserFacts {
  readonly family: "chrome" | "edge" | "firefox" | "safari" | "other";
  readonly system: "windows" | "mac" | "linux" | "android" | "ios" | "other";
}

/**
 * Which browser this is, from what it says of itself.
 *
 * @param touchPoints - an iPad calls itself a Mac, and is known by its fingers
 */
export function readBrowser(userAgent: string, touchPoints: number): BrowserFacts {
  return { family: familyOf(userAgent), system: systemOf(userAgent, touchPoints) };
}

function familyOf(userAgent: string): BrowserFacts["family"] {
  // Edge names Chrome and Safari too, Chrome names Safari: the most particular name comes first.
  if (/\bEdg(A|iOS)?\//.test(userAgent)) return "edge";
  if (/\b(Firefox|FxiOS)\//.test(userAgent)) return "firefox";
  if (/\b(Chrome|Chromium|CriOS|HeadlessChrome)\//.test(userAgent)) return "chrome";
  return /\bSafari\//.test(userAgent) ? "safari" : "other";
}

function systemOf(userAgent: string, touchPoints: number): BrowserFacts["system"] {
  if (/iPhone|iPad|iPod/.test(userAgent)) return "ios";
  if (/Macintosh/.test(userAgent)) return touchPoints > 1 ? "ios" : "mac";
  if (/Android/.test(userAgent)) return "android";
  if (/Windows/.test(userAgent)) return "windows";
  return /Linux|CrOS/.test(userAgent) ? "linux" : "other";
}

/** Whether the system stops a page that nobody looks at. */
export function stopsHiddenPages({ system }: BrowserFacts): boolean {
  return system === "ios" || system === "android";
}
