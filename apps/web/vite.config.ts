import process from "node:process";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Threads share memory only on a page that is isolated from other origins.
const isolation = {
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Opener-Policy": "same-origin",
};

// The page asks the server it came from which network it belongs to. During development that is the
// node at STADION_NODE.
const node = process.env.STADION_NODE ?? "http://127.0.0.1:4800";
const proxy = { "/stadion.json": node };

export default defineConfig({
  base: "./",
  plugins: [react()],
  resolve: { conditions: ["stadion-source", "module", "browser", "development|production"] },
  worker: { format: "es" },
  build: { target: "es2022", sourcemap: true, chunkSizeWarningLimit: 900 },
  server: { headers: isolation, host: "127.0.0.1", proxy },
  preview: { headers: isolation, host: "127.0.0.1", proxy },
});
