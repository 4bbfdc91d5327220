/** The status words of a report: ✅ Complete, 🔄 In Progress, ⚠️ Blocked, in signs, in words, or both. */
import type { ReportStatus } from "../model.ts";

const WORDS: readonly (readonly [ReportStatus, RegExp])[] = [
  ["blocked", /^(?:blocked|stuck|waiting|blockiert|ブロック)/],
  [
    "in progress",
    /^(?:in[ -]progress|in[ -]arbeit|ongoing|wip|working|started|partial|not (?:yet )?(?:complete|done)|incomplete|進行中|作業中)/,
  ],
  ["complete", /^(?:completed?|done|finished|fertig|erledigt|abgeschlossen|完了)(?![\p{L}])/u],
];

const SIGNS: readonly (readonly [ReportStatus, string])[] = [
  ["complete", "✅"],
  ["in progress", "🔄"],
  ["blocked", "⚠"],
  ["blocked", "🚫"],
  ["blocked", "⛔"],
  ["in progress", "🚧"],
];

/** The one status a text states; null when it states none, or offers several (the form left as it was). */
export function statusIn(text: string): ReportStatus | null {
  const signs = new Set(SIGNS.filter(([, sign]) => text.includes(sign)).map(([status]) => status));
  if (signs.size > 1) return null;
  const words = text.toLowerCase().replace(/^[^\p{L}]{1,20}/u, "");
  const named = WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
  const [sign] = signs;
  if (named !== null && sign !== undefined && named !== sign) return null;
  return named ?? sign ?? null;
}
