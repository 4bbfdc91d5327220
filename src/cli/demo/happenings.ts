/** What happens on the local GitHub, told at the instant it is true there: the laws and the story listen to this. */
import { z } from "zod";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { repositoryOf } from "../../sandbox/world.ts";

export type HappeningKind = "opened" | "assigned" | "unassigned" | "labeled" | "unlabeled" | "closed" | "commented";

export interface Happening {
  readonly kind: HappeningKind;
  /** ms */
  readonly at: number;
  readonly issue: number;
  readonly actor: string;
  /** labeled, unlabeled */
  readonly label: string;
  /** assigned, unassigned */
  readonly assignee: string;
  /** commented */
  readonly body: string;
}

const fields = z.object({
  issue: z.object({ number: z.int() }),
  label: z.object({ name: z.string() }).optional(),
  assignee: z.object({ login: z.string() }).nullish(),
  comment: z.object({ body: z.string() }).optional(),
});

const KINDS: Readonly<Record<string, HappeningKind>> = {
  "issues.opened": "opened",
  "issues.assigned": "assigned",
  "issues.unassigned": "unassigned",
  "issues.labeled": "labeled",
  "issues.unlabeled": "unlabeled",
  "issues.closed": "closed",
  "issue_comment.created": "commented",
};

/** Calls the listener after each change of the repository, before anybody else can act on it. */
export function listen(sandbox: Sandbox, repo: string, listener: (happening: Happening) => void): void {
  const { world } = sandbox;
  const before = world.emit;
  world.emit = (event) => {
    before(event);
    const kind = KINDS[`${event.event}.${event.action}`];
    if (kind === undefined || event.repository !== repositoryOf(world, repo)) return;
    const { issue, label, assignee, comment } = fields.parse(event.fields);
    listener({
      kind,
      at: world.clock.now(),
      issue: issue.number,
      actor: event.actor.account.login,
      label: label?.name ?? "",
      assignee: assignee?.login ?? "",
      body: comment?.body ?? "",
    });
  };
}
