/** A brief: what a fresh mind needs to go on with a task, to review it, or to lead the whole; trusted text, within bounds. */
import { listWords, nameRef } from "../core/explain.ts";
import type { Brief } from "../core/plugins.ts";
import { nameIssue, quote } from "../core/quote.ts";
import type { ScheduleResult } from "../core/schedule/schedule.ts";
import type { World } from "../core/world.ts";
import {
  conflicts,
  decisions,
  doneWhen,
  goal,
  groundwork,
  sentBack,
  tried,
  whoToAsk,
  whyItMatters,
} from "./brief-parts.ts";
import { renderStatus } from "./dashboard-head.ts";
import { renderNeeds } from "./dashboard-needs.ts";
import { setScene } from "./scene.ts";
import { fill } from "./templates.ts";

/** GitHub takes 65,536; a mind that has to begin anew takes less. */
const MOST_CHARACTERS = 6_000;
const MOST_NEEDS = 15;

interface Part {
  readonly name: string;
  readonly text: string;
}

function readFirst({ snapshot, issues }: World): string {
  const named = snapshot.settings.readFirst.flatMap((number) => issues.get(number) ?? []);
  return named.map((issue) => `- ${nameIssue(issue)}`).join("\n");
}

/** The most important parts that fit; of the others only the names. */
function joinWithin(parts: readonly Part[]): string {
  let room = MOST_CHARACTERS;
  const said = parts.filter(({ text }) => text !== "");
  const shown = said.filter(({ text, name }) => {
    const fits = room >= text.length + name.length;
    if (fits) room -= text.length + name.length + 10;
    return fits;
  });
  const left = said.filter((part) => !shown.includes(part)).map(({ name }) => name.toLowerCase());
  const more = left.length === 0 ? [] : [`_Left out for length: ${listWords(left)}. The issue has it all._`];
  return [...shown.map(({ name, text }) => `**${name}**\n\n${text}`), ...more].join("\n\n");
}

function forBuilder({ task }: Brief, world: World): readonly Part[] {
  if (task === null) return [];
  return [
    { name: "Sent back", text: sentBack(task, world) },
    { name: "Goal", text: goal(task, world) },
    { name: "Done when", text: doneWhen(task) },
    { name: "Read first", text: readFirst(world) },
    { name: "Decisions and handoffs", text: decisions(task, world) },
    { name: "It builds on", text: groundwork(task, world) },
    { name: "Tried before", text: tried(task, world) },
    { name: "Others in the same files", text: conflicts(task, world) },
    { name: "Why it matters", text: whyItMatters(task, world) },
    { name: "Next step and whom to ask", text: whoToAsk(task, world) },
  ];
}

function forReviewer(brief: Brief, world: World): readonly Part[] {
  const { task } = brief;
  if (task === null) return [];
  const pulls = task.issue.linkedPullRequests.map(({ ref, isMerged, isOpen }) => {
    const state = isMerged ? "merged" : isOpen ? "open" : "closed unmerged";
    return `- ${nameRef(ref, world.snapshot.repo)} (${state})`;
  });
  const made = task.deliverables.slice(0, 20).map((one) => `- ${quote(one, 120)}`);
  const way = "`/approve` when it is good, else `/reject because …` with what is missing.";
  return [
    { name: "To look at", text: [...pulls, ...made].join("\n") },
    { name: "Done when", text: doneWhen(task) },
    { name: "Asked for in earlier rounds", text: sentBack(task, world) },
    { name: "Goal", text: goal(task, world) },
    { name: "Decisions and handoffs", text: decisions(task, world) },
    { name: "Read first", text: readFirst(world) },
    { name: "Your answer", text: way },
  ];
}

function forOrchestrator(world: World, schedule: ScheduleResult): readonly Part[] {
  const needs = renderNeeds(setScene(world, schedule), MOST_NEEDS).replace(/^### .{1,80}\n\n/, "");
  const next = schedule.given.slice(0, 10).map(({ issue, worker }) => `- #${issue} for ${quote(worker, 39)}`);
  return [
    { name: "Where it stands", text: renderStatus(world) },
    { name: "Needs a person, in this order", text: needs },
    { name: "Read first", text: readFirst(world) },
    { name: "Goes out next", text: next.join("\n") },
  ];
}

const READERS: Readonly<Record<Brief["reader"], string>> = {
  builder: "whoever works on it",
  reviewer: "its reviewer",
  orchestrator: "whoever leads",
};

export function brief(asked: Brief, world: World, schedule: ScheduleResult): string {
  const { reader, task } = asked;
  const parts =
    task === null || reader === "orchestrator"
      ? forOrchestrator(world, schedule)
      : reader === "reviewer"
        ? forReviewer(asked, world)
        : forBuilder(asked, world);
  const holder = reader === "builder" && task?.holder ? quote(task.holder.worker, 39) : READERS[reader];
  const about = task === null ? holder : `${holder}: ${nameIssue(task.issue)}`;
  return fill("brief.md", { reader: about, sections: joinWithin(parts) });
}
