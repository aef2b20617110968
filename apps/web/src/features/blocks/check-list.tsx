import type { BlockCheck } from "./block-checks.ts";

const words: Readonly<Record<BlockCheck["verdict"], string>> = {
  holds: "Checked",
  waiting: "Not yet",
  fails: "Does not hold",
  "not-checked": "Not checked here",
};
const marks: Readonly<Record<BlockCheck["verdict"], string>> = {
  holds: "M3 8.5l3.2 3.2L13 4.8",
  waiting: "M8 4v4l2.5 2M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8",
  fails: "M4 4l8 8M12 4l-8 8",
  "not-checked": "M3.5 8h9",
};

/** What was checked, mark by mark; the word says it too. */
export function CheckList({ checks }: { readonly checks: readonly BlockCheck[] }) {
  return (
    <ul className="checks">
      {checks.map(({ verdict, title, note }) => (
        <li className="check" key={title} data-verdict={verdict}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d={marks[verdict]} />
          </svg>
          <div>
            <p className="check-title">
              {title}{" "}
              <span className={verdict === "holds" ? "visually-hidden" : "tag"}>
                {words[verdict]}
              </span>
            </p>
            <p className="muted small">{note}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
