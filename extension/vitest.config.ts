import { defineConfig } from "vitest/config";

/** Unit tests run in plain Node: whatever needs a browser is proven in a real one, under tests/e2e. */
export default defineConfig({
  root: import.meta.dirname,
  // what build.mjs fills in
  define: { VERTEL_LANGUAGES: "[]" },
  test: { include: ["test/**/*.test.ts"], sequence: { shuffle: true }, testTimeout: 20_000, pool: "threads", maxWorkers: 1, isolate: false },
});
