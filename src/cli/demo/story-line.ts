/** What of all that happens is worth a line, and how it is put; routine is left out. */
import { isSameName } from "../../core/model.ts";
import type { Happening } from "./happenings.ts";
import { isGate, isPhase, markerKey, type Outside, type SeenIssue } from "./outside.ts";
import { kindOfReport } from "./report-text.ts";
import { wordLine } from "./word-line.ts";

export interface StoryLine {
  readonly text: string;
  readonly colour: "plain" | "green" | "yellow" | "red" | "dim" | "bold";
  /** Told even where nobody watches. */
  readonly isLoud?: true;
  /** Somebody's words: worth a second line. */
  readonly isSpeech?: true;
}

const HEADER = /^## Worker (.{1,60}?) Report/;

/** null: nothing worth telling. */
export function storyLine(happening: Happening, outside: Outside): StoryLine | null {
  const isBot = isSameName(happening.actor, outside.botLogin);
  switch (happening.kind) {
    case "closed":
      return closed(outside.issue(happening.issue));
    case "commented":
      return isBot ? answer(happening, outside) : word(happening);
    case "assigned":
    case "labeled":
      return isBot ? given(happening, outside) : null;
    case "unassigned":
    case "unlabeled":
      return isBot ? taken(happening, outside) : null;
    case "opened":
      return null;
  }
}

/** The worker an assignment or a `worker:` label is about; null for other labels. */
function workerIn({ label, assignee }: Happening): string | null {
  if (assignee !== "") return assignee;
  return label.startsWith("worker:") ? label.slice("worker:".length) : null;
}

function closed(issue: SeenIssue): StoryLine {
  const { number } = issue;
  if (isGate(issue)) return { text: `#${number} the gate is open`, colour: "bold", isLoud: true };
  if (isPhase(issue)) return { text: `#${number} the phase is over: ${issue.title}`, colour: "bold", isLoud: true };
  return { text: `#${number} done by ${finisher(issue)}`, colour: "green" };
}

function finisher({ comments }: SeenIssue): string {
  const last = comments.findLast(({ body }) => kindOfReport(body) === "complete");
  return HEADER.exec(last?.body ?? "")?.[1] ?? "somebody";
}

function given(happening: Happening, outside: Outside): StoryLine | null {
  const who = workerIn(happening);
  if (who === null) return null;
  return { text: `#${happening.issue} given to ${who}: ${outside.issue(happening.issue).title}`, colour: "plain" };
}

function taken(happening: Happening, outside: Outside): StoryLine | null {
  const who = workerIn(happening);
  const { isOpen, comments } = outside.issue(happening.issue);
  if (who === null || !isOpen) return null;
  const last = comments.findLast(({ body }) => kindOfReport(body) !== null && HEADER.exec(body)?.[1] === who);
  if (last !== undefined && kindOfReport(last.body) === "blocked") {
    return { text: `#${happening.issue} goes back: ${who} cannot go on`, colour: "plain" };
  }
  return { text: `#${happening.issue} taken back from ${who}, who has fallen silent`, colour: "bold", isLoud: true };
}

const COLOURS = { command: "yellow", trouble: "red", talk: "plain" } as const;

/** Commands, troubles, what workers tell each other; progress is routine. */
function word({ issue, actor, body }: Happening): StoryLine | null {
  const said = wordLine(actor, body);
  return said === null ? null : { text: `#${issue} ${said.text}`, colour: COLOURS[said.kind], isSpeech: true };
}

function answer({ issue, body }: Happening, outside: Outside): StoryLine | null {
  const kind = markerKey(body)?.split(":")[0] ?? "";
  if (kind === "summary") return { text: "the daily summary is posted", colour: "dim" };
  if (kind !== "reply" && kind !== "silent") return null;
  const first = body.split("\n").find((line) => line.trim() !== "") ?? "";
  const title = outside.issue(issue).title.slice(0, 10);
  const said = first.replace(/[\u200b\\*`]/g, "").replace(`#${issue} ${title}`, title);
  return { text: `#${issue} signalbox: ${said}`, colour: "dim", isSpeech: true };
}
