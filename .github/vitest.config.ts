// How `npm test` runs: the files share a few processes, with what is loaded, and warm, there.
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** It plays other test files once more, which must not have been loaded before. */
const alone = ["test/sandbox/http-same-promises.test.ts"];
const all = "test/**/*.test.ts";
/** Begun last, they would keep one core busy while the others have nothing left to do. */
const isLong = /\/(?:sim|kill)\/|apply-(?:thousand|interrupted)|demo\/demo|attacks\/titles|claims\/interleavings/;
/** For sockets and for processes: while they do, the others have the core. */
const isWaiting = /\/(?:app|cli|demo|kill|pages)\//;

/**
 * The one that is alone, then the long ones that wait, then the other long ones in between those that wait. A process
 * that is shared ends when the next file is to be alone.
 */
class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const first = sorted.filter(({ project }) => project.name === "alone");
    const shared = sorted.filter((file) => !first.includes(file));
    const some = (waits: boolean, long: boolean) =>
      shared.filter(({ moduleId }) => isWaiting.test(moduleId) === waits && isLong.test(moduleId) === long);
    const [busy, waiting] = [some(false, true), some(true, false)];
    const every = Math.max(1, Math.floor(waiting.length / Math.max(1, busy.length)));
    const mixed = waiting.flatMap((file, at) => [
      ...(at % every === 0 ? busy.slice(at / every, at / every + 1) : []),
      file,
    ]);
    const left = busy.filter((file) => !mixed.includes(file));
    return [...first, ...some(true, true), ...mixed, ...left, ...some(false, false)];
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
    setupFiles: join(import.meta.dirname, "../test/same-cases.ts"),
    // One more than there are cores: those that wait for sockets and processes leave theirs to the others.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongOnesFirst },
    projects: [
      { extends: true, test: { name: "alone", include: alone } },
      { extends: true, test: { name: "together", include: [all], exclude: alone, isolate: false } },
    ],
  },
});
