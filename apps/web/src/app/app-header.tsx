import { menu, type Route } from "./routes.ts";

export function AppHeader({ route }: { readonly route: Route["path"] }): React.ReactNode {
  return (
    <header className="header">
      <div className="header-inner">
        <a className="wordmark" href="#/">
          <Mark />
          Stadion
        </a>
        <nav className="nav" aria-label="Pages">
          {menu.map(({ path, name }) => (
            <a key={path} href={`#${path}`} aria-current={path === route ? "page" : undefined}>
              {name}
            </a>
          ))}
        </nav>
      </div>
    </header>
  );
}

function Mark(): React.ReactNode {
  return (
    <svg viewBox="0 0 32 20" aria-hidden="true">
      <rect
        x="2"
        y="2"
        width="28"
        height="16"
        rx="8"
        fill="none"
        stroke="var(--clay)"
        strokeWidth="3.5"
      />
      <path d="M16 12v8" stroke="var(--ink)" strokeWidth="2.5" />
    </svg>
  );
}
