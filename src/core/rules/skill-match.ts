/** Every skill a task asks for must be there, at the level it asks for. */
import type { Demand } from "../schedule/board.ts";
import type { LastingFilter } from "../schedule/rule.ts";
import { list, showSkills, showWord, showWorker } from "../schedule/wording.ts";
import { levelOf } from "../schedule/words-match.ts";

export const skillMatch: LastingFilter = {
  kind: "filter",
  name: "skill-match",
  sentence: "Whoever takes a task has every skill it asks for, at the level it asks for.",
  lasts: true,
  passes(task, { worker }) {
    for (const skill in task.skills) if (levelOf(worker, skill) < (task.skills[skill] ?? 0)) return false;
    return true;
  },
  why: (task, { worker }) =>
    `it needs ${showSkills(task)}, and ${showWorker(worker)} ${lack(task, (skill) => levelOf(worker, skill))}`,
  whyAll: (task) => `it needs ${showSkills(task)}, and nobody who could take it has that`,
  examples: [
    { scene: { worker: { skills: { rust: 1 } } }, why: null },
    { scene: { task: { skills: { Rust: 2 } }, worker: { skills: { rust: 3, sql: 1 } } }, why: null },
    { scene: { task: { skills: { rust: 1 } } }, why: "it needs `rust`, and ana does not have `rust`" },
    {
      scene: { task: { skills: { rust: 2, sql: 1 } }, worker: { skills: { rust: 1, sql: 1 } } },
      why: "it needs `rust` 2 and `sql`, and ana has only `rust` 1",
    },
  ],
};

/** Levels start at 0; -1 stands for a skill that is not there at all. */
function lack(task: Demand, level: (skill: string) => number): string {
  const missing = Object.keys(task.skills).filter((skill) => level(skill) < (task.skills[skill] ?? 0));
  return list(
    missing.map((skill) =>
      level(skill) < 0 ? `does not have ${showWord(skill)}` : `has only ${showWord(skill)} ${level(skill)}`,
    ),
  );
}
