import { type CheckName, checkTitle } from "./checks.ts";
import type { Finding, Verdict } from "./finding.ts";

const words: Record<Verdict, string> = {
  pass: "Pass",
  degraded: "Degraded",
  blocked: "Blocked",
  unknown: "Not known",
};

// A tick, a bar, a cross, a dot: told apart without colour too.
const marks: Record<Verdict, string> = {
  pass: "M3 8.5l3.2 3.2L13 4.6",
  degraded: "M3 8h10",
  blocked: "M4 4l8 8M12 4l-8 8",
  unknown: "M7.9 8h.2",
};

interface ReadinessListProps {
  readonly names: readonly CheckName[];
  readonly findings: { readonly [name in CheckName]?: Finding };
}

/** A line for each check: what was found, why it matters, what to do. */
export function ReadinessList({ names, findings }: ReadinessListProps): React.ReactNode {
  return (
    <ul className="readiness-list">
      {names.map((name) => (
        <ReadinessRow key={name} name={name} finding={findings[name]} />
      ))}
    </ul>
  );
}

interface ReadinessRowProps {
  readonly name: CheckName;
  readonly finding: Finding | undefined;
}

function ReadinessRow({ name, finding }: ReadinessRowProps): React.ReactNode {
  return (
    <li className="readiness-row" data-testid={`readiness-${name}`} data-verdict={finding?.verdict}>
      <p className="readiness-title">
        <Mark verdict={finding?.verdict} />
        {checkTitle(name)}
      </p>
      {finding ? (
        <div className="readiness-finding">
          <p>
            <span className="visually-hidden">{words[finding.verdict]}: </span>
            {finding.found}
          </p>
          {finding.cause !== undefined && <p className="muted small">{finding.cause}</p>}
          {finding.cure !== undefined && (
            <p className="small wrap-anywhere">
              <strong>What to do:</strong> {finding.cure}
            </p>
          )}
        </div>
      ) : (
        <p className="readiness-finding muted">Checking</p>
      )}
    </li>
  );
}

function Mark({ verdict }: { readonly verdict: Verdict | undefined }): React.ReactNode {
  return (
    <svg className="readiness-mark" viewBox="0 0 16 16" aria-hidden="true">
      {verdict && <path d={marks[verdict]} />}
    </svg>
  );
}
