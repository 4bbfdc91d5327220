// How `npm test` runs: files share a process with what is loaded, and warm, there; those that change the process itself do not.
import { defineConfig } from "vitest/config";

/** They listen, start processes, change the environment, or stand in for the network: each has a process of its own. */
const alone = [
  "test/{container,guard}.test.ts",
  "test/{app,cli,contract,demo,kill,pages}/**/*.test.ts",
  "test/plans/{apply-command,schemas}.test.ts",
  "test/sandbox/http*.test.ts",
  "test/store/sqlite.test.ts",
];
const all = "test/**/*.test.ts";

export default defineConfig({
  // As the product runs: the development builds of the Markdown parser check themselves at several times the cost.
  ssr: { resolve: { conditions: ["module-sync", "node"] } },
  test: {
    testTimeout: 60_000,
    maxWorkers: "100%",
    projects: [
      { extends: true, test: { name: "alone", include: alone } },
      { extends: true, test: { name: "together", include: [all], exclude: alone, isolate: false } },
    ],
  },
});
