import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";

/** Gives a run of tests one folder for all that it writes to the system's temporary one, and removes it at the end. */
export function setup(): () => void {
  const names = ["TMPDIR", "TMP", "TEMP"] as const;
  const before = names.map((name) => process.env[name]);
  const folder = mkdtempSync(path.join(tmpdir(), "stadion-test-"));
  for (const name of names) process.env[name] = folder; // the processes that run tests inherit it
  return () => {
    for (const [i, name] of names.entries()) {
      if (before[i] === undefined) delete process.env[name];
      else process.env[name] = before[i];
    }
    // A process that was killed a moment ago may still have files there.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}
