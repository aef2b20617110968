import { useSyncExternalStore } from "react";

/** The pages, by what follows the # in the address: any server can serve them. */
export const routes = [
  { path: "/", name: "Network" },
  { path: "/lab", name: "Sprint lab" },
] as const;

export type RoutePath = (typeof routes)[number]["path"];

/** The page that an address names; the first one for an unknown address. */
export function routeOf(hash: string): RoutePath {
  const path = hash.replace(/^#/, "");
  return routes.find((route) => route.path === path)?.path ?? "/";
}

export function useRoute(): RoutePath {
  return useSyncExternalStore(subscribe, () => routeOf(location.hash));
}

function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}
