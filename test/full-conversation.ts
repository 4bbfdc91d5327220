// A conversation that has gone on for years, put into the local GitHub at once: no webhook tells of it.
import { newText } from "../src/sandbox/issues.ts";
import type { Sandbox } from "../src/sandbox/sandbox.ts";
import type { Comment } from "../src/sandbox/state.ts";
import { ensureAccount } from "../src/sandbox/world.ts";

/** Until the issue has so many comments, all of them small talk by people who command nothing. */
export function fillConversation({ world, ...sandbox }: Sandbox, repo: string, number: number, until: number): void {
  const issue = sandbox.issue(repo, number);
  const actor = { account: ensureAccount(world, "guest", "User"), installation: null };
  while (issue.comments.length < until) {
    const text = newText(world, actor, "comment", `Good to know, number ${issue.comments.length + 1}.`);
    const comment: Comment = { ...text, kind: "comment", issue, minimized: null };
    issue.comments.push(comment);
    issue.repository.comments.set(comment.id, comment);
    world.nodes.set(comment.nodeId, comment);
  }
  issue.updatedAt = world.clock.now();
}
