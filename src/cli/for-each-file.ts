/** Does something with every file of a command line: one that is refused is told on standard error, the rest go on. */
import { complain } from "./complain.ts";
import { UsageError } from "./usage-error.ts";

const USAGE_ERROR = 2;

export function forEachFile(paths: readonly string[], act: (path: string) => void): void {
  for (const path of paths) {
    try {
      act(path);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      process.exitCode = USAGE_ERROR;
      complain(error.message);
    }
  }
}
