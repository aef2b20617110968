interface NoticeProps {
  readonly kind?: "plain" | "good" | "bad" | "warn";
  readonly title?: string;
  readonly children?: React.ReactNode;
}

/** A few sentences that stand out. What went wrong is announced to screen readers at once. */
export function Notice({ kind = "plain", title, children }: NoticeProps): React.ReactNode {
  const look = kind === "plain" ? "" : ` notice-${kind}`;
  return (
    <div className={`notice${look}`} role={kind === "bad" ? "alert" : undefined}>
      {title && <p className="notice-title">{title}</p>}
      {children && <div className="stack-tight">{children}</div>}
    </div>
  );
}
