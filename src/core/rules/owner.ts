/** A task that names its worker goes to that worker or to nobody. */
import type { LastingFilter } from "../schedule/rule.ts";
import { showWord, showWorker } from "../schedule/wording.ts";
import { isMeantFor } from "../schedule/words-match.ts";

export const owner: LastingFilter = {
  kind: "filter",
  name: "owner",
  sentence: "A task that names its worker, or a kind of worker such as `agent-backend`, goes there or nowhere.",
  lasts: true,
  passes: (task, { worker }) => task.owner === null || isMeantFor(task.owner, worker),
  why: (task, { worker }) => `it is meant for ${showWord(task.owner ?? "")}, not for ${showWorker(worker)}`,
  whyAll: (task) =>
    `it is meant for ${showWord(task.owner ?? "")}, and no worker of that name builds here: add one to the settings or name another`,
  examples: [
    { scene: {}, why: null },
    { scene: { task: { owner: "@Ana" } }, why: null },
    { scene: { task: { owner: "agent-backend" }, worker: { name: "agent-backend-2", login: null } }, why: null },
    { scene: { task: { owner: "bob" } }, why: "it is meant for `bob`, not for ana" },
  ],
};
