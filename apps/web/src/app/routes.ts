import { useSyncExternalStore } from "react";

/** The pages, by what follows the # in the address: any server can serve them. */
export const routes = [
  { path: "/", name: "Home" },
  { path: "/sprint", name: "Sprint" },
  { path: "/blocks", name: "Blocks" },
  { path: "/account", name: "Account" },
  { path: "/settings", name: "Settings" },
  { path: "/lab", name: "Sprint lab" },
] as const;

export type RoutePath = (typeof routes)[number]["path"];

/** Those in the menu; the others are reached from a page. */
export const menu = routes.filter(({ path }) => path !== "/lab");

export interface Route {
  readonly path: RoutePath | "nowhere";
  /** What follows the page in the address, e.g. a block's height; empty for the page itself. */
  readonly item: string;
}

/** The page that an address names. */
export function routeOf(hash: string): Route {
  const [, page = "", item = ""] = hash.replace(/^#/, "").split("/");
  const path = routes.find((route) => route.path === `/${page}`)?.path;
  return path === undefined ? { path: "nowhere", item: "" } : { path, item };
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return routeOf(hash);
}

function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}
