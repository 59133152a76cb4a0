import { defineConfig } from "vitest/config";

/** Plain Node: nothing here needs a browser. */
export default defineConfig({
  root: import.meta.dirname,
  test: { include: ["js/test/**/*.test.ts"], sequence: { shuffle: true }, testTimeout: 20_000, pool: "threads", maxWorkers: 1, isolate: false },
});
