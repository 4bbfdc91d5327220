/** What a phase says has to be true at its end: `Exit criteria:` and a list below its heading are a gate that closes it. */

import { headingHead } from "./block-head.ts";
import type { GateDraft, PlanFormat } from "./draft.ts";
import { slug } from "./names.ts";
import { plain } from "./plain.ts";
import type { Block, Heading } from "./plan-lines.ts";

export const phaseCriteria: PlanFormat = {
  name: "phase criteria",
  about: "Exit criteria:, Success criteria: or Definition of done: with a list, below the heading of a phase",
  read: (blocks, found) => {
    const taken = new Set([...found.read, ...found.tasks.map(({ line }) => line)]);
    const opened = openedIn(blocks.filter((block) => block.kind !== "item" || !taken.has(block.line)));
    const entries = opened.filter(({ isEntry }) => isEntry);
    const warnings = entries.map(({ phase, line }) => ({
      line,
      message: `Nothing waits for entry criteria; write what has to be true before ${phase} as the exit criteria of what comes before it.`,
    }));
    const closing = opened.filter(({ isEntry, criteria }) => !isEntry && criteria.length > 0);
    return { gates: closing.map(toGate), warnings, read: opened.flatMap(({ lines }) => lines) };
  },
};

const LEAD =
  /^\P{L}{0,8}(?:phase )?(exit|entry|completion|success|acceptance|done) criteria\s?(?::\s?(.{0,1000}))?$|^\P{L}{0,8}(definition of done)\s?(?::\s?(.{0,1000}))?$/iu;

interface Opened {
  readonly phase: string;
  readonly isEntry: boolean;
  readonly line: number;
  readonly lines: number[];
  readonly criteria: { text: string; done: boolean }[];
  /** Items belong to it that are indented by at least this much. */
  readonly indent: number;
}

/** Each lead with the items that follow it at once. */
function openedIn(blocks: readonly Block[]): Opened[] {
  const all: Opened[] = [];
  let open: Opened | null = null;
  for (const block of blocks) {
    const lead = leadOf(block);
    if (lead !== null) all.push(lead);
    if (lead !== null) open = lead;
    else if (block.kind !== "item" || (open !== null && block.indent < open.indent)) open = null;
    else if (open !== null) {
      open.criteria.push({ text: plain(block.text).slice(0, 1000), done: block.done === true });
      open.lines.push(block.line);
    }
  }
  return all;
}

function leadOf(block: Block): Opened | null {
  if (block.kind !== "text" && block.kind !== "item" && block.kind !== "heading") return null;
  const said = LEAD.exec(plain(block.text).slice(0, 1200));
  const phase = said === null ? null : phaseOf(block.kind === "heading" ? block.under.slice(0, -1) : block.under);
  if (said === null || phase === null) return null;
  const behind = (said[2] ?? said[4] ?? "").split(/; ?/).filter((text) => text !== "");
  // A word about criteria in the middle of a list is one of its items.
  if (block.kind === "item" && behind.length === 0 && block.done !== null) return null;
  return {
    phase,
    isEntry: said[1]?.toLowerCase() === "entry",
    line: block.line,
    lines: [block.line],
    criteria: behind.map((text) => ({ text, done: block.kind === "item" && block.done === true })),
    indent: block.kind === "item" ? block.indent + 1 : 0,
  };
}

/** The heading right above, if it names a phase: below that of a task the criteria are the task's. */
function phaseOf(under: readonly Heading[]): string | null {
  return headingHead(under.at(-1)?.text ?? "")?.label ?? null;
}

function toGate({ phase, criteria, line }: Opened): GateDraft {
  const title = `Exit criteria of ${phase}`;
  return {
    id: slug(title),
    title,
    criteria,
    approver: null,
    status: "open",
    fresh: false,
    after: [],
    before: [],
    closes: phase,
    isUnnamed: true,
    line,
  };
}
