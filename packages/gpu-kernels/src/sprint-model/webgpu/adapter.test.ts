import { expect, test } from "vitest";
import { adapterFacts, adapterKey } from "./adapter.ts";

const info = (fields: Partial<GPUAdapterInfo>) =>
  ({ vendor: "", architecture: "", device: "", description: "", ...fields }) as GPUAdapterInfo;

test.each([
  ["Chromium's", { vendor: "google", architecture: "swiftshader" }, "swiftshader", true],
  [
    "Mesa's",
    { description: "llvmpipe (LLVM 15.0.6, 256 bits)" },
    "llvmpipe (LLVM 15.0.6, 256 bits)",
    true,
  ],
  [
    "Windows's",
    { description: "Microsoft Basic Render Driver" },
    "Microsoft Basic Render Driver",
    true,
  ],
  ["one that says so itself", { vendor: "acme", isFallbackAdapter: true }, "acme", true],
  ["a GPU", { vendor: "nvidia", architecture: "lovelace" }, "lovelace", false],
  ["a GPU that tells nothing", {}, "unnamed GPU", false],
])("[GK5] a CPU in disguise is known by name: %s", (_, fields, name, software) => {
  expect(adapterFacts(info(fields))).toEqual({ name, software });
});

test("[GK3] two adapters are remembered apart", () => {
  const one = adapterKey(info({ vendor: "amd", architecture: "rdna-3" }));
  expect(one).not.toBe(adapterKey(info({ vendor: "amd", architecture: "rdna-4" })));
});
