import { useEffect, useState } from "react";

/** The page's monotonic clock, four times a second; once where motion is not wanted. */
export function useNow(): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const timer = setInterval(() => setNow(performance.now()), isCalm ? 1000 : 250);
    return () => clearInterval(timer);
  }, []);
  return now;
}
