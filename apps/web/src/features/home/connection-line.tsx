import type { HostView } from "@stadion/protocol/host";
import { formatCount, formatDuration, shortHex } from "#shared/format/index.ts";

interface ConnectionLineProps {
  readonly view: HostView | undefined;
  /** Since the connection became what it is. */
  readonly sinceMs: number;
}

/** How this page stands with its node, in words. */
export function ConnectionLine({ view, sinceMs }: ConnectionLineProps): React.ReactNode {
  const state = view?.connection.state ?? "connecting";
  const look = { connected: "good", connecting: "warn", lost: "bad" }[state];
  return (
    <p className="status-line" data-testid="connection">
      <span className="status-dot" data-state={look} />
      <span className="wrap-anywhere">{connectionWords(view, sinceMs)}</span>
    </p>
  );
}

function connectionWords(view: HostView | undefined, sinceMs: number): string {
  if (!view) return "Getting ready";
  const { connection, preset, height } = view;
  switch (connection.state) {
    case "connecting":
      return "Connecting to the node";
    case "lost": {
      const leftMs = connection.retryInMs - sinceMs;
      const next = leftMs > 500 ? `trying again in ${formatDuration(leftMs)}` : "trying again";
      return `Connection lost, ${next}: ${connection.reason}`;
    }
    case "connected": {
      const node = shortHex(connection.peer, 4, 6);
      const where = preset ? `, network ${preset}, block ${formatCount(height)}` : "";
      return `Connected to node ${node}${where}`;
    }
  }
}
