/** Who waits, when the text speaks of another issue. */
import type { Ref } from "../model.ts";
import type { Keywords } from "./keywords.ts";
import { type Item, type RefList, readList } from "./list.ts";
import { isDash, isMark } from "./marks.ts";
import type { Syntax } from "./syntax.ts";
import type { Token } from "./tokens.ts";

export const subject: Syntax = {
  name: "subject",
  help: "`#14 depends on #13`, `#14 (blocked by #13)`, `#14, which needs #13`.",
  examples: [
    { text: "#14 depends on #13", finds: ["#14 waits for #13"] },
    { text: "- Final: #976 (depends on #975)", finds: ["#976 waits for #975"] },
    { text: "Blocked by #3, which depends on #4", finds: ["#1 waits for #3", "#3 waits for #4"] },
    { text: "- #14: needs #13", finds: ["#14 waits for #13"] },
    { text: "- #14 the login page (needs #13)", finds: ["#14 waits for #13"] },
    { text: "#12, #14 and #15 depend on #13", finds: ["#12 waits for #13", "#14 waits for #13", "#15 waits for #13"] },
    { text: "Prerequisites for #14: #13", finds: ["#14 waits for #13"] },
    { text: "Fixes #14. Needs #13.", finds: ["#1 waits for #13"] },
    { text: "See #14, it is fine.", finds: [] },
  ],
};

/** The references read last, which may be whom the next phrase speaks of. */
export interface Before {
  readonly items: readonly Item[];
  /** Indices of the first token and behind the last. */
  readonly from: number;
  readonly end: number;
  readonly isObject: boolean;
  readonly isJoined: boolean;
  /** `items` holds only the first number of each range. */
  readonly hasRange: boolean;
}

export function beforeOf(found: RefList, from: number, end: number, isObject: boolean): Before {
  const { isJoined, hasRange } = found;
  return { items: found.stages.flat(), from, end, isObject, isJoined: isJoined && end === found.end, hasRange };
}

/** Finds whom a phrase speaks of, from the references that stand before it. */
export class Subjects {
  /** The references read last. */
  before: Before | null = null;
  /** The references that open the line: `- #12: needs #13` speaks of #12. */
  private opening: Before | null = null;
  /** Whether something was already said of them. */
  private hasSpoken = false;
  private readonly keywords: Keywords;
  private readonly list: readonly Token[];
  /** A list item: what stands behind a dash or in brackets at its end still speaks of the reference that opens it. */
  private readonly isItem: boolean;

  constructor(keywords: Keywords, list: readonly Token[], isItem: boolean) {
    this.keywords = keywords;
    this.list = list;
    this.isItem = isItem;
  }

  endLine(): void {
    this.before = null;
    this.opening = null;
    this.hasSpoken = false;
  }

  open(before: Before): void {
    this.opening = before;
  }

  /**
   * Whom the phrase at `i` speaks of; null when of its own issue. The name of a field right behind the list of another
   * begins anew (`Depends on: #12 Blocks: #13`).
   */
  of(i: number, isName = false): readonly Ref[] | null {
    const { before } = this;
    if (isName && before?.isObject === true && before.end === i) return null;
    const direct = before === null ? null : this.directly(before, i);
    if (direct !== null) return direct;
    const { opening } = this;
    if (opening === null || !this.isLabelled(opening, i)) return null;
    this.hasSpoken = true;
    return this.refsOf(opening, true);
  }

  /** Only copulas, relatives and opening brackets stand between the references and the phrase. */
  private directly(before: Before, i: number): readonly Ref[] | null {
    if (i - before.end > 6) return null;
    let isRelative = false;
    let at = before.end;
    let isPlural = this.keywords.plurals.longest(this.list, i) !== null;
    while (at < i) {
      const relative = this.keywords.relatives.longest(this.list, at, i);
      const copula = this.keywords.copulas.longest(this.list, at, i);
      isPlural ||= this.keywords.plurals.longest(this.list, at, i) !== null;
      const isOpening = isMark(this.list[at], "(") || isMark(this.list[at], "[");
      const isComma = (isMark(this.list[at], ",") || this.list[at]?.kind === "break") && this.hasRelative(at + 1, i);
      if (relative !== null) at = relative.end;
      else if (copula !== null) at = copula.end;
      else if (isOpening || isComma) at++;
      else return null;
      isRelative ||= relative !== null || isOpening;
    }
    this.hasSpoken ||= before === this.opening;
    return this.refsOf(before, (before.isJoined || isPlural) && !before.isObject && !isRelative);
  }

  /** Whether a relative stands at `at`, or at the start of the next line. */
  private hasRelative(at: number, to: number): boolean {
    const from = this.list[at]?.kind === "break" ? at + 1 : at;
    return this.keywords.relatives.longest(this.list, from, to) !== null;
  }

  /** `#12: needs #13`, and in a list item `#12 the schema (needs #13)`, `#12 the schema - needs #13`. */
  private isLabelled(opening: Before, i: number): boolean {
    const mark = this.list[i - 1];
    const isParted = isMark(mark, ":") || (isDash(mark) && this.list[i]?.gap === true);
    if (i - 1 === opening.end) return isParted;
    if (!this.isItem) return false;
    const goesOn = this.hasSpoken && (isMark(mark, ",") || isMark(mark, ";"));
    return goesOn || isMark(mark, "(") || isMark(mark, "[") || (isParted && !isMark(mark, ":"));
  }

  private refsOf(before: Before, isWhole: boolean): readonly Ref[] {
    const items = before.hasRange ? this.written(before) : before.items;
    const refs = items.map((item) => item.ref);
    return isWhole || (before.hasRange && before.items.length === 1) ? refs : refs.slice(-1);
  }

  /** The items with their ranges written out. */
  private written(before: Before): readonly Item[] {
    const found = readList(this.list, before.from, before.end, this.keywords, { chains: false, bare: false });
    return found?.stages.flat() ?? before.items;
  }
}
