/** Who waits, when the text speaks of another issue. */
import type { Ref } from "../model.ts";
import type { Keywords } from "./keywords.ts";
import type { Item } from "./list.ts";
import { isMark } from "./marks.ts";
import type { Syntax } from "./syntax.ts";
import type { Token } from "./tokens.ts";

export const subject: Syntax = {
  name: "subject",
  help: "`#14 depends on #13`, `#14 (blocked by #13)`, `#14, which needs #13`.",
  examples: [
    { text: "#14 depends on #13", finds: ["#14 waits for #13"] },
    { text: "- Final: #976 (depends on #975)", finds: ["#976 waits for #975"] },
    { text: "Blocked by #3, which depends on #4", finds: ["#1 waits for #3", "#3 waits for #4"] },
    { text: "Fixes #14. Needs #13.", finds: ["#1 waits for #13"] },
    { text: "See #14, it is fine.", finds: [] },
  ],
};

/** The references read last, which may be whom the next phrase speaks of. */
export interface Before {
  readonly items: readonly Item[];
  readonly end: number;
  readonly isObject: boolean;
  readonly isJoined: boolean;
}

/** The issues that stand directly before the phrase at `i`; null when the text speaks of its own. */
export function subjectBefore(
  keywords: Keywords,
  list: readonly Token[],
  before: Before | null,
  i: number,
): readonly Ref[] | null {
  if (before === null || i - before.end > 6) return null;
  let isRelative = false;
  let at = before.end;
  while (at < i) {
    const relative = keywords.relatives.longest(list, at, i);
    const copula = keywords.copulas.longest(list, at, i);
    const isOpening = isMark(list[at], "(") || isMark(list[at], "[");
    const isComma = isMark(list[at], ",") && keywords.relatives.longest(list, at + 1, i) !== null;
    if (relative !== null) at = relative.end;
    else if (copula !== null) at = copula.end;
    else if (isOpening || isComma) at++;
    else return null;
    isRelative ||= relative !== null || isOpening;
  }
  const refs = before.items.map((item) => item.ref);
  const isWhole = before.isJoined && !before.isObject && !isRelative;
  return isWhole ? refs : refs.slice(-1);
}
