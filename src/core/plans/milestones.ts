/** Target dates with what is true by then: `## Milestone 2 (Week 16)` with criteria, lists and tables of milestones. */

import { type Column, columnOf, headerKey } from "./columns.ts";
import type { PlanDraft, PlanFormat } from "./draft.ts";
import { criteriaOf, MILESTONE, type Section, sectionsOf } from "./gates.ts";
import { plain } from "./plain.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

type Milestone = PlanDraft["milestones"][number];

export const milestones: PlanFormat = {
  name: "milestones",
  about: "sections Milestone 2 (Week 16) with criteria; below Milestones a list (M1: Rails lie (Week 1)) or a table",
  read: (blocks, found) => {
    const taken = new Set([...found.read, ...found.tasks.map(({ line }) => line)]);
    const sections = sectionsOf(blocks);
    const own = sections.filter(({ heading }) => MILESTONE.test(heading.text)).map(toMilestone);
    const lists = sections
      .filter(({ heading }) => MILESTONES.test(heading.text))
      .map(({ items }) => items)
      .concat(belowLeads(blocks))
      .map((items) => items.filter(({ line }) => !taken.has(line)));
    const tables = blocks.filter((block) => block.kind === "table" && !taken.has(block.line));
    const rows = tables.flatMap((block) => (block.kind === "table" ? inTable(block) : []));
    return {
      milestones: [...own, ...lists.flatMap(inList), ...rows],
      read: [...lists.flat(), ...rows].flatMap(({ line }) => line ?? []),
    };
  },
};

/** A section about one milestone. */
function toMilestone(section: Section): Milestone {
  const { text, line } = section.heading;
  const title = text.replace(/\s?\([^)]{0,60}\)\s?$/, "");
  return { title, week: weekIn(text), criteria: criteriaOf(section).map((criterion) => ({ ...criterion })), line };
}

function weekIn(text: string): number | null {
  const week = /\bweeks? {0,2}(\d{1,4})/i.exec(text);
  return week === null ? null : Number(week[1]);
}

/** Lists with `Milestones:` on the line above them. */
function belowLeads(blocks: readonly Block[]): BlockOf<"item">[][] {
  return blocks.flatMap((block, at) => {
    if (block.kind !== "text" || !/^(?:key |project )?milestones ?:?$/i.test(plain(block.text.slice(0, 60)))) return [];
    const rest = blocks.slice(at + 1, at + 1 + MOST_LISTED);
    const end = rest.findIndex(({ kind }) => kind !== "item");
    return [rest.slice(0, end < 0 ? rest.length : end).filter((one) => one.kind === "item")];
  });
}

const MOST_LISTED = 100;

/** A heading over several of them. */
const MILESTONES = /\bmilestones\b/i;

/** `M1: Rails lie (Week 1)`, `Week 4: Beta`; what is nested below an item has to be true by then. */
function inList(items: Section["items"]): Milestone[] {
  const listed: Milestone[] = [];
  let outer = 0;
  for (const { text, indent, done, line } of items) {
    if (listed.length > 0 && indent > outer) {
      listed.at(-1)?.criteria.push({ text: plain(text), done: done === true });
      continue;
    }
    outer = indent;
    listed.push({ title: titleIn(plain(text)), week: weekIn(text), criteria: [], line });
  }
  return listed;
}

/** Without the week, which is shown on its own; any other date stays. */
function titleIn(text: string): string {
  const title = text
    .replace(/^weeks? {0,2}\d{1,4} ?(?::|[-–—]) ?/i, "")
    .replace(/ ?\((?:by |end of )?weeks? {0,2}\d{1,4}\)(?= ?:)/i, "")
    .replace(/ ?\((?:by |end of )?weeks? {0,2}\d{1,4}\)$|(?:,| [-–—]) (?:by |end of )?weeks? {0,2}\d{1,4}$/i, "");
  return (title.trim() || text).slice(0, 256);
}

const OF_MILESTONES = /^(?:key |project )?milestones?(?: name)?$/;
const DATED = /\b(?:date|target|due|by|deadline)\b/;

/** A table with a column of milestones and one that says when; every other filled cell has to be true by then. */
function inTable({ header, rows }: BlockOf<"table">): Milestone[] {
  const keys = header.map(headerKey);
  const at = keys.findIndex((key) => OF_MILESTONES.test(key));
  const when = header.findIndex(
    (name, index) => index !== at && (columnOf(name) === "week" || DATED.test(keys[index] ?? "")),
  );
  if (at < 0 || when < 0) return [];
  const isWeek = /^weeks?$/.test(keys[when] ?? "");
  return rows.flatMap(({ cells, line }) => {
    const name = plain(cells[at] ?? "");
    const date = plain(cells[when] ?? "");
    const week = weekIn(isWeek ? `week ${date}` : date);
    if (name === "") return [];
    const criteria = header.flatMap((head, index) => {
      const text = index === at || index === when ? "" : plain(cells[index] ?? "");
      const column = columnOf(head);
      const isSaid = text === "" || (column !== null && SAID.includes(column));
      return isSaid ? [] : [{ text, done: false }];
    });
    return [{ title: (week === null && date !== "" ? `${name} (${date})` : name).slice(0, 256), week, criteria, line }];
  });
}

/** Of a milestone, not what has to be true by then. */
const SAID: readonly Column[] = ["id", "status", "owner"];
