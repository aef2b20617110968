import { afterEach, expect, test, vi } from "vitest";
import { type RunOptions, runHost } from "./run-host.ts";

afterEach(() => void vi.unstubAllGlobals());

test("a page over plain http is told what is expected instead", async () => {
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("location", { origin: "http://192.168.0.9:4800" });
  const options = { key: { hostId: "11" }, signal: new AbortController().signal };
  await expect(runHost(options as unknown as RunOptions)).rejects.toThrow(
    "Expected a page from https or http://127.0.0.1, found one from http://192.168.0.9:4800",
  );
});
