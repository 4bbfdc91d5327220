/** `/unblock`: waives what an issue waits for, one edge or all of them, until the text of the edge changes. */
import { listWords, nameRef } from "../core/explain.ts";
import { holds } from "../core/judge-edges.ts";
import type { Ref } from "../core/model.ts";
import { refKey } from "../core/model.ts";
import type { Asked, Command, Outcome, Told } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { textHash } from "../core/text-hash.ts";
import type { Edge } from "../core/world.ts";
import { accept, answer, notAnOpenIssue, refuse, tell } from "./outcomes.ts";
import { readRefs } from "./read-ref.ts";

function edgesOf({ issue, world }: Asked): readonly Edge[] {
  return world.edges.filter((edge) => edge.dependent.number === issue.number && edge.counted);
}

/** One fact per edge, bound to its words: a changed text is a new statement and holds again. */
function waive(asked: Asked, edges: readonly Edge[]): Told[] {
  const { sender, line, comment, from } = asked;
  return edges.map(({ blocker, text }) =>
    tell(asked, {
      kind: "waived",
      blocker,
      textHash: textHash(text),
      by: sender,
      reason: line.reason,
      at: comment.createdAt,
      from,
    }),
  );
}

/** Why there is no edge to this issue that could be waived here. */
function whyNone(ref: Ref, asked: Asked, known: readonly Edge[]): string {
  const { issue, task, world } = asked;
  const name = nameRef(ref, world.snapshot.repo);
  const inherited = task?.waits.some((wait) => wait.blocker !== null && refKey(wait.blocker) === refKey(ref));
  if (inherited)
    return `#${issue.number} waits for ${name} because the issue it is part of does. Way out: \`/unblock\` there.`;
  const names = [...new Set(known.filter(holds).map((edge) => nameRef(edge.blocker, world.snapshot.repo)))];
  const rest = names.length === 0 ? "It waits for no issue." : `It waits for ${listWords(names)}.`;
  return `#${issue.number} does not wait for ${name}. ${rest}`;
}

function waiveAll(asked: Asked, known: readonly Edge[]): Outcome {
  const { task, issue } = asked;
  const held = known.filter(holds);
  const date = task?.waits.find((wait) => wait.state === "date");
  if (held.length === 0 && date)
    return refuse(`#${issue.number} waits for a date: ${quote(date.why)}. Way out: change the date in its text.`);
  const [inherited] = task?.waits ?? [];
  if (held.length === 0 && inherited?.blocker) return refuse(whyNone(inherited.blocker, asked, known));
  if (held.length === 0) return answer(`#${issue.number} waits for nothing.`);
  return accept(waive(asked, held));
}

function run(asked: Asked): Outcome {
  const outside = notAnOpenIssue(asked);
  if (outside !== null) return refuse(outside);
  const known = edgesOf(asked);
  const { refs, unread } = readRefs(
    asked.line.args.filter((word) => word.toLowerCase() !== "all"),
    asked.world,
  );
  if (unread.length > 0)
    return refuse(`“${quote(unread.join(" "))}” is not an issue. What works: \`/unblock #12 because REASON\`.`);
  if (refs.length === 0) return waiveAll(asked, known);
  const facts: Told[] = [];
  for (const ref of refs) {
    const edges = known.filter((edge) => refKey(edge.blocker) === refKey(ref));
    if (edges.length === 0) return refuse(whyNone(ref, asked, known));
    facts.push(...waive(asked, edges.filter(holds)));
  }
  return accept(facts);
}

export const unblock: Command = {
  name: "unblock",
  who: ["triage"],
  summary: "waive what this issue waits for: the named issues, or all",
  usage: "/unblock [#n …] [because REASON]",
  isReadOnly: false,
  examples: [
    {
      world: ["#4 depends on #5", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/unblock #5 because the mock is enough",
      answer: "accepted",
    },
    {
      world: ["#4 depends on #5", "#4 depends on #6", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/unblock",
      answer: "accepted",
    },
    { world: ["cy may triage"], on: 4, by: "cy", says: "/unblock", answer: "#4 waits for nothing" },
    {
      world: ["#4 depends on #5", "#4 waits no more for #5", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/unblock #5",
      answer: "accepted",
    },
    {
      world: ["#4 depends on #5", "#6 is open", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/unblock #6",
      answer: "#4 does not wait for #6. It waits for #5.",
    },
    {
      world: ["#4 depends on #5", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/unblock #5",
      answer: "triage permission",
    },
    {
      world: ["#4 says Not before: 2027-01-01", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/unblock",
      answer: "waits for a date",
    },
  ],
  run,
};
