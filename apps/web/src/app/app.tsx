import { lazy, Suspense, useEffect, useRef } from "react";
import { away } from "#shared/away/index.ts";
import { reminder } from "#shared/reminder/index.ts";
import { wakeLock } from "#shared/wake-lock/index.ts";
import { HomePage } from "../features/home/index.ts";
import { AppHeader } from "./app-header.tsx";
import { AwayNotice } from "./away-notice.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { NoPage } from "./no-page.tsx";
import { type Route, routes, useRoute } from "./routes.ts";

const SprintPage = lazy(async () => ({
  default: (await import("../features/sprint/index.ts")).SprintPage,
}));
const BlocksPage = lazy(async () => ({
  default: (await import("../features/blocks/index.ts")).BlocksPage,
}));
const AccountPage = lazy(async () => ({
  default: (await import("../features/account/index.ts")).AccountPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import("../features/settings/index.ts")).SettingsPage,
}));
const LabPage = lazy(async () => ({ default: (await import("../features/lab/index.ts")).LabPage }));

export function App(): React.ReactNode {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  usePageChange(route, main);
  useEffect(startWatches, []);
  return (
    <div className="shell">
      <button type="button" className="skip-link" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <AppHeader route={route.path} />
      <main id="main" className="main" ref={main} tabIndex={-1}>
        <AwayNotice />
        <ErrorBoundary key={route.path}>
          <Suspense fallback={<p>Loading the page</p>}>
            <Page route={route} />
          </Suspense>
        </ErrorBoundary>
      </main>
      <footer className="footer">
        <div className="footer-inner">
          <p>
            Stadion runs in this page and asks no server but the node that served it. Early
            software: weights on test networks are worth nothing.
          </p>
        </div>
      </footer>
    </div>
  );
}

function Page({ route: { path, item } }: { readonly route: Route }): React.ReactNode {
  switch (path) {
    case "/":
      return <HomePage />;
    case "/sprint":
      return <SprintPage />;
    case "/blocks":
      return <BlocksPage item={item} />;
    case "/account":
      return <AccountPage />;
    case "/settings":
      return <SettingsPage />;
    case "/lab":
      return <LabPage />;
    case "nowhere":
      return <NoPage />;
  }
}

/** What goes on whichever page is shown. */
function startWatches(): void {
  away.start();
  reminder.start();
  wakeLock.start();
}

/** Titles the document, and after a change of page moves the focus to it, as a new page would. */
function usePageChange({ path, item }: Route, main: React.RefObject<HTMLElement | null>): void {
  const first = useRef(true);
  const page = routes.find((each) => each.path === path)?.name ?? "No such page";
  const title = `${page}${item === "" ? "" : ` ${item}`} · Stadion`;
  useEffect(() => {
    document.title = title;
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [title, main]);
}
