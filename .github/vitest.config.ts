// How `npm test` runs: files share a process with what is loaded, and warm, there; those that change the process itself do not.
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** They listen, start processes, change the environment, or stand in for the network: each has a process of its own. */
const alone = [
  "test/{container,guard}.test.ts",
  "test/{app,cli,contract,demo,kill,pages}/**/*.test.ts",
  "test/plans/{apply-command,schemas}.test.ts",
  "test/sandbox/http*.test.ts",
  "test/store/sqlite.test.ts",
];
const all = "test/**/*.test.ts";
/** Begun last, they would keep one core busy while the others have nothing left to do. */
const long = /\/(?:sim|kill)\/|apply-(?:thousand|interrupted)|demo\/demo|attacks\/titles|claims\/interleavings/;

class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ project, moduleId }: TestSpecification) =>
      (project.name === "alone" ? 0 : 2) + (long.test(moduleId) ? 0 : 1);
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  // As the product runs: the development builds of the Markdown parser check themselves, at a fifth more.
  ssr: { resolve: { conditions: ["module-sync", "node"] } },
  test: {
    testTimeout: 60_000,
    // One more than there are cores: those that wait for sockets and processes leave theirs to the others.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongOnesFirst },
    projects: [
      { extends: true, test: { name: "alone", include: alone } },
      { extends: true, test: { name: "together", include: [all], exclude: alone, isolate: false } },
    ],
  },
});
