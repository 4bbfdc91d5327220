/** What a document says about the whole - critical path, totals, speed-up - kept to be compared, never used. */

import { parseDuration } from "../fields/duration.ts";
import { crewHead } from "./block-head.ts";
import { stagesOf } from "./chain.ts";
import { exactly, openDirectory } from "./directory.ts";
import type { PlanFormat } from "./draft.ts";
import { isDrawing } from "./drawing.ts";
import { nameKey } from "./names.ts";
import { plain } from "./plain.ts";
import type { PlanClaim } from "./plan.ts";
import type { Block, Heading } from "./plan-lines.ts";

export const claims: PlanFormat = {
  name: "claims",
  about: "a Critical Path section, lines such as Total: 11 weeks or Speed-up: 30-40%",
  read: (blocks, found) => {
    const known = openDirectory(found.tasks.map(({ ids, title }) => ({ ids, title: title ?? ids[0] ?? "" })));
    const paths = blocks.flatMap((block) =>
      criticalPaths(block, (name) => exactly(known, nameKey(name))?.length === 1),
    );
    const owners = new Set(found.tasks.flatMap(({ fields }) => (fields.owner == null ? [] : [ownerKey(fields.owner)])));
    // A total below the name of one worker is none of the whole.
    const isOfOne = ({ text }: Heading) => crewHead(text) !== null || owners.has(ownerKey(text));
    const others = blocks.filter(({ under }) => !under.some(isOfOne)).flatMap(stated);
    return { claims: [...paths, ...others], read: [...paths, ...others].flatMap((claim) => claim.line ?? []) };
  },
};

function ownerKey(name: string): string {
  return nameKey(name.replace(/^@/, ""));
}

function claim(about: PlanClaim["about"], text: string, line: number, more: Partial<PlanClaim> = {}): PlanClaim {
  return { about, text: text.slice(0, 400), taskIds: [], minutes: null, line, ...more };
}

/** Below a heading "Critical Path", or behind these words: a chain of known tasks. */
function criticalPaths(block: Block, isKnown: (name: string) => boolean): PlanClaim[] {
  const isBelow = /\bcritical path\b/i.test(block.under.at(-1)?.text ?? "");
  return linesOf(block).flatMap(([raw, line]) => {
    const named = /\bcritical path\b[^:]{0,40}:(.*)$/i.exec(raw);
    if (!isBelow && named === null) return [];
    const text = plain(named?.[1] ?? raw);
    const behind = BEHIND.exec(text)?.[0] ?? "";
    const items = stagesOf(text.slice(0, text.length - behind.length)).flat();
    const ids = items.map((item) => item.name);
    if (ids.length > 1 && !ids.every(isKnown)) return [];
    // The last task has a length of its own where another one has too.
    const note = items.filter((item) => LENGTH.test(item.note)).length > 1 ? "" : (items.at(-1)?.note ?? "");
    const minutes = lengthIn(behind) ?? lengthIn(note) ?? (ids.length > 1 ? null : lengthIn(text));
    if (ids.length < 2 && (named === null || minutes === null)) return [];
    return [claim("critical path", plain(raw), line, { taskIds: ids.length < 2 ? [] : ids, minutes })];
  });
}

/** `… → K3 = 9 days`. */
const BEHIND = / (?:=|≈|:|[-–—]{1,2}) ?~?\d[^→>()]{0,30}$/;

/** `With 2 workers: 4h`. */
export const WITH_WORKERS =
  /^(?:with|using|on) (\d{1,3}) (?:parallel )?(?:workers?|agents?|people|persons?|developers?|devs|engineers?)\b[^:]{0,30}:/i;

const STATED: readonly (readonly [RegExp, PlanClaim["about"]])[] = [
  [/^(?:parallelization |parallel )?speed-?up\b[^:]{0,20}:/i, "speed-up"],
  [/^(?:total|number of|overall) tasks\s?:/i, "total"],
  [/^sequential (?:total|time|duration)\s?:/i, "total"],
  [/^(?:total|overall)(?: sequential)?(?: time| duration| effort| estimate| hours)?\s?:/i, "total"],
  [/^(?:estimated )?(?:timeline|completion)(?: reduction)?\s?:/i, "length"],
  [
    /^(?:(?:maximum|max|peak) (?:concurrent|parallel) (?:agents|workers)|team size|total unique agent slots|total agents)\s?:/i,
    "workers",
  ],
  [/^(?:saves|savings)\s?:/i, "speed-up"],
  [WITH_WORKERS, "length"],
];

/** The first duration of a line, however the line goes on. */
const LENGTH =
  /\d[\d.,]{0,6}(?: ?[-–] ?\d[\d.,]{0,6})? ?[a-z]{1,8}(?: ?\d{1,2} ?(?:m|min|minutes?|h|hours?|d|days?)\b)?/i;

function stated(block: Block): PlanClaim[] {
  return linesOf(block).flatMap(([raw, line]) => {
    const text = plain(raw.replace(/^[\s│├└─>]{1,60}/u, ""));
    return text.split(/(?<=[.;]) (?=\p{L})/u).flatMap((sentence) => claimIn(sentence, line));
  });
}

function claimIn(text: string, line: number): PlanClaim[] {
  const about = STATED.find(([words]) => words.test(text))?.[1];
  if (about === undefined || !/\d/.test(text)) return [];
  const minutes = lengthIn(text.slice(text.indexOf(":") + 1));
  return about === "length" && minutes === null ? [] : [claim(about, text, line, { minutes })];
}

function lengthIn(text: string): number | null {
  const length = parseDuration(LENGTH.exec(text)?.[0] ?? "");
  return length === null ? null : (length.low + length.high) / 2;
}

function linesOf(block: Block): [string, number][] {
  if (isDrawing(block)) return block.lines.map((text, at) => [text, block.line + at]);
  return block.kind === "text" || block.kind === "item" ? [[block.text, block.line]] : [];
}
