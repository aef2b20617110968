import { lazy, Suspense, useEffect, useRef } from "react";
import { NetworkPage } from "../features/network/index.ts";
import { AppHeader } from "./app-header.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { type RoutePath, routes, useRoute } from "./routes.ts";

const LabPage = lazy(async () => ({ default: (await import("../features/lab/index.ts")).LabPage }));

export function App(): React.ReactNode {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  usePageChange(route, main);
  return (
    <div className="shell">
      <button type="button" className="skip-link" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <AppHeader route={route} />
      <main id="main" className="main" ref={main} tabIndex={-1}>
        <ErrorBoundary key={route}>
          <Suspense fallback={<p>Loading the page</p>}>
            {route === "/lab" ? <LabPage /> : <NetworkPage />}
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

/** Titles the document, and after a change of page moves the focus to it, as a new page would. */
function usePageChange(route: RoutePath, main: React.RefObject<HTMLElement | null>): void {
  const first = useRef(true);
  useEffect(() => {
    const name = routes.find(({ path }) => path === route)?.name ?? "";
    document.title = `${name} · Stadion`;
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [route, main]);
}
