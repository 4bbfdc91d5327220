/** What applying a plan would change: figures, what is made, changed and closed, what people changed, and the way on. */
import { type Comparison, countMoved, type Drift, isSettled } from "../core/plans/apply/compare-plan.ts";
import type { PlanPreview } from "../core/plans/apply/preview-plan.ts";
import { showLength } from "../core/plans/duration.ts";
import { renderTaskRows } from "../core/plans/render-plan-table.ts";
import { codeBlock, quote, quoteSentence, seal } from "../core/quote.ts";
import { count, showMinutes } from "../core/schedule/wording.ts";
import type { World } from "../core/world.ts";
import { renderList } from "./table.ts";
import { fill } from "./templates.ts";

const MOST_LISTED = 40;
const MOST_WARNINGS = 10;
const MOST_LINES = 20;

function kinds({ create }: Comparison): string {
  const of = (kind: string) => create.filter((item) => item.kind === kind).length;
  const parts = [
    [of("phase"), "phase"],
    [of("task"), "task"],
    [of("gate"), "gate"],
  ] as const;
  return parts.flatMap(([many, name]) => (many === 0 ? [] : [count(many, name)])).join(", ");
}

function writing(minutes: number): string {
  if (minutes === 0) return "nothing to create";
  const length = showMinutes(minutes < 90 ? minutes : Math.round(minutes / 30) * 30);
  return `about ${length}: at most 15 new issues a minute and 120 an hour`;
}

function makespan({ makespan: { workers, before, after } }: PlanPreview): string {
  const who = workers === null ? "with as many workers as it takes" : `with ${count(workers, "worker")}`;
  return `${showLength(before)} → ${showLength(after)} ${who}`;
}

function figures(preview: PlanPreview): string {
  const { compared, measures, wired } = preview;
  const { create, edit, close, over, drift, same, done } = compared;
  const rows: readonly (readonly [string, string])[] = [
    ["created", create.length === 0 ? "0" : `${create.length} (${kinds(compared)})`],
    ["changed", String(edit.length)],
    ["closed", String(close.length + over.length)],
    ...(countMoved(compared) === 0 ? [] : [["put under their phase", String(countMoved(compared))] as const]),
    ["dependencies set", String(wired)],
    ["left as they are", `${same} open, ${done} finished`],
    ["changed by hand", String(drift.length)],
    ["at the same time", `at most ${measures.totals.maxWidth}`],
    ["length of the work", makespan(preview)],
    ["time to write it", writing(preview.writing)],
  ];
  return ["| | |", "|---|---|", ...rows.map(([name, text]) => `| ${name} | ${text} |`)].join("\n");
}

/** Names that the plan gives work to and that nobody here answers to. */
function strangers({ owners }: PlanPreview): string {
  const lines = owners.flatMap(({ name, tasks, isKnown }) =>
    isKnown ? [] : [`${quote(name, 60)}: ${count(tasks, "task")}`],
  );
  return folded("Owners who are no workers here; nobody else gets their tasks", lines);
}

function listed(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `**${title}**\n\n${renderList(lines, MOST_LISTED)}`;
}

function folded(title: string, lines: readonly string[], most = MOST_LISTED): string {
  if (lines.length === 0) return "";
  return `<details><summary>${title} (${lines.length})</summary>\n\n${renderList(lines, most)}\n\n</details>`;
}

function sayDrift({ issue, id, what }: Drift): string {
  const name = issue === null ? quote(id, 80) : `#${issue} (${quote(id, 80)})`;
  return `${name}: ${quoteSentence(what)}`;
}

/** The tasks as they stand on GitHub, as rows of a plan. */
function linesToCopy({ compared, standing }: PlanPreview): string {
  const edited = new Set(compared.drift.flatMap(({ issue, isLine }) => (isLine && issue !== null ? [issue] : [])));
  const tasks = standing.plan.tasks.filter(({ adopts }) => adopts !== null && edited.has(adopts));
  if (tasks.length === 0) return "";
  const rows = codeBlock(renderTaskRows(tasks.slice(0, MOST_LINES)), 8_000);
  return `To have it in the plan too, copy these lines:\n\n${rows}`;
}

function driftSection(preview: PlanPreview): string {
  const list = listed("Changed by hand, and left alone", preview.compared.drift.map(sayDrift));
  return [list, linesToCopy(preview)].filter((part) => part !== "").join("\n\n");
}

function warnings({ warnings: all }: PlanPreview): string {
  const lines = all.map(({ line, message }) => `${line > 0 ? `line ${line}: ` : ""}${quoteSentence(message, 300)}`);
  return folded("Not understood, or contradicted", lines, MOST_WARNINGS);
}

function cyclesOf({ measures }: PlanPreview): string {
  const rings = measures.cycles.map((cycle) => [...cycle, cycle[0] ?? ""].map((id) => quote(id, 40)).join(" → "));
  return listed("These wait for each other in a circle; none of them can begin", rings);
}

const NEXT: Readonly<Record<PlanPreview["next"], (path: string) => string>> = {
  command: () =>
    "`/plan apply` writes exactly this. Should the document change first, you see the difference before anything is written.",
  "merge-applies": () => "Merging this pull request applies it. This comment follows the pull request.",
  "merge-shows": (path) =>
    `Merging changes no issue; after it \`/plan ${path.replaceAll("`", "")}\` on the coordination issue shows this again, to be applied. This comment follows the pull request.`,
};

/** Why a document of a pull request cannot be shown. */
export function planTrouble(path: string, why: string): string {
  return seal(`${quote(path, 200)} ${quoteSentence(why)}.`);
}

function wayOn({ compared, next, path }: PlanPreview): string {
  return isSettled(compared) ? "The issues are as the plan says: there is nothing to apply." : NEXT[next](path);
}

export function planPreview(preview: PlanPreview, world: World): string {
  const { compared, measures, path } = preview;
  const title = (number: number) => quote(world.issues.get(number)?.title ?? "", 80);
  const chosen = preview.select.length === 0 ? "" : `, of its catalogue ${quote(preview.select.join(", "), 200)}`;
  return fill("plan-preview.md", {
    path: `\`${path.replaceAll("`", "")}\``,
    title: quote(preview.title, 120),
    size: `${count(measures.totals.tasks, "task")}, ${count(measures.totals.edges, "dependency", "dependencies")}${chosen}`,
    figures: figures(preview),
    conflicts: listed(
      "Conflicts",
      compared.conflicts.map((one) => `${quoteSentence(one, 200)}.`),
    ),
    cycles: cyclesOf(preview),
    created: folded(
      "Created",
      compared.create.map((item) => quote(item.title, 100)),
    ),
    changed: folded(
      "Changed",
      compared.edit.map(({ issue, item }) => `#${issue.number} ${quote(item.title, 80)}`),
    ),
    closed: folded(
      "Closed, because the plan no longer has them",
      compared.close.map((number) => `#${number} ${title(number)}`),
    ),
    over: folded(
      "Closed, because everything in them is done",
      compared.over.map((number) => `#${number} ${title(number)}`),
    ),
    drift: driftSection(preview),
    owners: strangers(preview),
    warnings: warnings(preview),
    "way-on": wayOn(preview),
  });
}
