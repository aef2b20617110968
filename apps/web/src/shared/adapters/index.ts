export { createBrowserClock } from "./browser-clock.ts";
export { createBrowserRandom } from "./browser-random.ts";
