/** The pull requests that are for a task, with whoever wrote them: they have built it. */
import type { Actor, Issue } from "./model.ts";
import { isHere } from "./model.ts";
import type { Task, World } from "./world.ts";

export interface PullBy {
  readonly pull: Issue;
  readonly author: Actor;
}

/** Open and merged ones of this repository that close the task, lowest number first. */
export function pullsFor({ issue }: Task, { issues, snapshot }: World): readonly PullBy[] {
  const numbers = issue.linkedPullRequests
    .filter(({ ref, isOpen, isMerged }) => isHere(ref, snapshot.repo) && (isOpen || isMerged))
    .map(({ ref }) => ref.number);
  return numbers
    .sort((a, b) => a - b)
    .flatMap((number) => {
      const pull = issues.get(number);
      const author = pull?.author ?? null;
      return pull === undefined || author === null || author.id === snapshot.app.botId ? [] : [{ pull, author }];
    });
}
