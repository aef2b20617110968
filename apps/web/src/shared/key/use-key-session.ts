import { useEffect, useRef, useState } from "react";
import type { KeyCalls } from "./key-calls.ts";
import { openKeySession } from "./key-session.ts";

/** The key's worker while a dialogue is on the screen, and how far its encryption is, 0..1. */
export function useKeySession(): { readonly calls: () => KeyCalls; readonly share: number } {
  const [share, setShare] = useState(0);
  const session = useRef<ReturnType<typeof openKeySession>>(undefined);
  useEffect(
    () => () => {
      session.current?.end();
      session.current = undefined;
    },
    [],
  );
  const calls = (): KeyCalls => {
    session.current ??= openKeySession(setShare);
    return session.current.calls;
  };
  return { calls, share };
}
