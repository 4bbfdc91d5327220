/** Orchestrators are never given tasks, reviewers only those that name them. */
import type { LastingFilter } from "../schedule/rule.ts";
import { showWorker } from "../schedule/wording.ts";
import { isMeantFor } from "../schedule/words-match.ts";

export const role: LastingFilter = {
  kind: "filter",
  name: "role",
  sentence:
    "Builders and problem-solvers build; an orchestrator is never given tasks, a reviewer only those that name them.",
  lasts: true,
  passes({ owner }, { worker }) {
    if (worker.role === "orchestrator") return false;
    return worker.role !== "reviewer" || (owner !== null && isMeantFor(owner, worker));
  },
  why: (_task, { worker }) => `${showWorker(worker)} is the ${worker.role} and is given no tasks to build`,
  examples: [
    { scene: { worker: { role: "problem-solver" } }, why: null },
    { scene: { worker: { role: "reviewer" }, task: { owner: "@Ana" } }, why: null },
    { scene: { worker: { role: "reviewer" } }, why: "ana is the reviewer and is given no tasks to build" },
    {
      scene: { worker: { name: "lead", login: null, role: "orchestrator" }, task: { owner: "lead" } },
      why: "lead is the orchestrator and is given no tasks to build",
    },
  ],
};
