/** `/admit`: lets somebody else's issue take part. */
import { READ_AGAIN } from "../core/admission.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { textHash } from "../core/text-hash.ts";
import { accept, notAnOpenIssue, refuse, tell, whyUnread } from "./outcomes.ts";

function run(asked: Asked): Outcome {
  const outside = notAnOpenIssue(asked);
  if (outside !== null) return refuse(outside);
  const { task, issue, sender, comment, from } = asked;
  const isChanged = task?.waits.some((wait) => wait.wayOut === READ_AGAIN) ?? false;
  if (task !== null && !isChanged) return accept();
  const unread = whyUnread(asked, READ_AGAIN);
  if (unread !== null) return refuse(unread);
  const bodyHash = textHash(issue.body);
  return accept([tell(asked, { kind: "admitted", by: sender, bodyHash, at: comment.createdAt, from })]);
}

export const admit: Command = {
  name: "admit",
  who: ["triage"],
  summary: "let this issue take part",
  usage: "/admit",
  isReadOnly: false,
  examples: [
    {
      world: ["#4 is outside", "#4 was written by zoe", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/admit",
      answer: "accepted",
    },
    { world: ["#4 is open", "cy may triage"], on: 4, by: "cy", says: "/admit", answer: "accepted" },
    {
      world: ["#4 is a pull request", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/admit",
      answer: "#4 is a pull request",
    },
    {
      world: ["#4 is outside", "#4 was written by zoe"],
      on: 4,
      by: "zoe",
      says: "/admit",
      answer: "triage permission",
    },
  ],
  run,
};
