// How `npm test` runs: files share a process with what is loaded, and warm, there; those that change the process itself do not.
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vitest/config";
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

/** The long ones of those that share go in between the others: while these wait for the world, those have work to do. */
class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const some = (project: string, isLong: boolean) =>
      sorted.filter((file) => file.project.name === project && long.test(file.moduleId) === isLong);
    const [busy, waiting] = [some("together", true), some("alone", false)];
    const every = Math.max(1, Math.floor(waiting.length / Math.max(1, busy.length)));
    const mixed = waiting.flatMap((file, at) => [
      ...(at % every === 0 ? busy.slice(at / every, at / every + 1) : []),
      file,
    ]);
    const left = busy.filter((file) => !mixed.includes(file));
    return [...some("alone", true), ...mixed, ...left, ...some("together", false)];
  }
}

// Every process that is started here, by a test too, finds what an earlier one compiled.
process.env["NODE_COMPILE_CACHE"] ??= join(import.meta.dirname, "../node_modules/.cache/signalbox");

/** Packages as the product loads them: vitest asks for their development builds, which check and trace every step. */
const asReleased: Plugin = {
  name: "as-released",
  configResolved: ({ ssr }) => {
    ssr.resolve.conditions = ["node"];
  },
};

export default defineConfig({
  plugins: [asReleased],
  test: {
    // As the product runs: Node itself reads the files. Rewritten by vite (no test mocks a module) they load and run slower.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Room for what lives only for a moment: twice what Node allows it, for a fifteenth less of all processor time.
    execArgv: ["--max-semi-space-size=32"],
    testTimeout: 180_000,
    // One more than there are cores: those that wait for sockets and processes leave theirs to the others.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongOnesFirst },
    projects: [
      { extends: true, test: { name: "alone", include: alone } },
      { extends: true, test: { name: "together", include: [all], exclude: alone, isolate: false } },
    ],
  },
});
