/** The status words of a report: ✅ Complete, 🔄 In Progress, ⚠️ Blocked, in signs, in words, or both. */
import type { ReportStatus } from "../model.ts";

const WORDS: readonly (readonly [ReportStatus, RegExp])[] = [
  ["blocked", /^(?:blocked|stuck|waiting|blockiert|ブロック)/],
  [
    "in progress",
    /^(?:in[ -]progress|in[ -]arbeit|ongoing|wip|working|started|partial|not (?:yet )?(?:complete|done)|incomplete|進行中|作業中)/,
  ],
  ["complete", /^(?:completed?|done|finished|fertig|erledigt|abgeschlossen|完了)(?!-?\p{L})/u],
];

const SIGNS: readonly (readonly [ReportStatus, string])[] = [
  ["complete", "✅"],
  ["in progress", "🔄"],
  ["blocked", "⚠"],
  ["blocked", "🚫"],
  ["blocked", "⛔"],
  ["in progress", "🚧"],
  ["complete", ":white_check_mark:"],
  ["in progress", ":arrows_counterclockwise:"],
  ["blocked", ":warning:"],
  ["blocked", ":no_entry:"],
  ["in progress", ":construction:"],
];

/** What stands before the first word; GitHub keeps a sign as it was typed, `:warning:`. */
const BEFORE = /^(?::[a-z_]{1,40}:|[^\p{L}]){1,40}/u;

/** "90% complete", "complete (90%)", "complete: 3 of 8", "done 3/8 tasks"; not "complete, 95% of the lines are covered". */
const SHARE =
  /^[^\p{L}%]{0,20}?(?<![\d.,])(?<before>\d{1,3})(?:[.,]\d{1,2})?\s?%|^\p{L}{1,20}[\s:(–-]{1,4}(?:(?<after>\d{1,3})\s?%(?!\s{0,2}\p{L})|(?<part>\d{1,6})(?:\s?\/\s?(?=\d{1,6}\s\p{L})|\sof\s)(?<whole>\d{1,6}))/u;

/** Is only a part of it done? */
function isInPart(text: string, words: string): boolean {
  const { before, after, part, whole } = SHARE.exec(text)?.groups ?? SHARE.exec(words)?.groups ?? {};
  const percent = before ?? after;
  return percent === undefined ? Number(part ?? 0) < Number(whole ?? 0) : Number(percent) < 100;
}

function namedIn(words: string): ReportStatus | null {
  return WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** Several are offered, as in a form that was left as it was: `Complete / In Progress / Blocked`. */
function isChoice(words: string): boolean {
  const offered = words.split(/[/|]/, 10).map((one) => namedIn(one.trim()));
  return new Set(offered.filter((one) => one !== null)).size > 1;
}

/** The one status a text states; null when it states none, asks, or offers several. What is done in part is in progress. */
export function statusIn(text: string): ReportStatus | null {
  const said = text.trim().toLowerCase();
  const signs = new Set(SIGNS.filter(([, sign]) => said.includes(sign)).map(([status]) => status));
  const words = said.replace(BEFORE, "").replaceAll("_", " ");
  if (signs.size > 1 || said.endsWith("?") || isChoice(words)) return null;
  const found = namedIn(words);
  const named = found === "complete" && isInPart(said, words) ? "in progress" : found;
  const [sign] = signs;
  if (named !== null && sign !== undefined && named !== sign) return null;
  return named ?? sign ?? null;
}
