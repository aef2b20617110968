// One project per kind of test file; `npm run vitest -- --project unit` runs one of them.
//
//   unit           **/*.test.ts(x)        no GPU, no network, no browser
//   fuzz           **/*.fuzz.ts           fast-check at length
//   gpu            **/*.gpu.test.ts       Dawn on SwiftShader
//   gpu-lavapipe   **/*.gpu.test.ts       the same files, Dawn on Mesa 25
//   deno           **/*.deno.test.ts      run inside Deno by tools/deno-suite.ts
//   e2e            e2e/**/*.e2e.ts        built apps, real nodes, Chromium

import { defineConfig } from "vitest/config";
import { sourceCondition } from "./tools/with-node.mjs";

const never = ["**/node_modules/**", "**/dist/**", "**/.cache/**"];

export default defineConfig({
  resolve: { conditions: [sourceCondition, "module", "node", "development|production"] },
  ssr: { resolve: { conditions: [sourceCondition, "module", "node", "development|production"] } },
  test: {
    // js-libp2p allows one node per process to be torn down cleanly, and Dawn keeps a process alive.
    pool: "forks",
    maxWorkers: 2,
    globalSetup: "./tools/own-tmp.ts",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...never, "**/*.gpu.test.ts", "**/*.deno.test.ts"],
          // For liveness alone: on a busy machine a key's file takes seconds.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: "fuzz", include: ["**/*.fuzz.ts"], exclude: never, testTimeout: 300_000 },
      },
      {
        extends: true,
        test: {
          name: "gpu",
          include: ["**/*.gpu.test.ts"],
          exclude: never,
          setupFiles: ["./tools/use-swiftshader.mjs"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "gpu-lavapipe",
          include: ["**/*.gpu.test.ts"],
          exclude: never,
          setupFiles: ["./tools/use-lavapipe25.mjs"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: "deno", include: ["tools/deno-suite.ts"], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["e2e/**/*.e2e.ts"],
          exclude: never,
          // Each file may start nodes and a browser: two at once would only slow each other.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
