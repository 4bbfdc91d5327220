/** What stands in lists: items that follow one another, each with its id or its words and with what it states. */

import { parseDuration } from "../fields/duration.ts";
import { beginsWithArrow, type ChainItem, hasArrow, type Stage, stagesOf } from "./chain.ts";
import { type Clauses, clausesOf } from "./item-clauses.ts";
import { slug } from "./names.ts";
import { plain } from "./plain.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

export type Item = BlockOf<"item">;

export interface Listed {
  readonly item: Item;
  readonly ids: readonly string[];
  readonly text: string;
  readonly clauses: Clauses;
  /** What stands before the id: an emoji that tells the status. */
  readonly sign: string;
}

/** Items that follow one another under one heading, without those that another format has read. */
export function listsOf(blocks: readonly Block[], read: ReadonlySet<number>): Item[][] {
  const lists: Item[][] = [[]];
  for (const block of blocks) {
    if (block.kind !== "item") lists.push([]);
    else if (!read.has(block.line)) lists.at(-1)?.push(block);
  }
  return lists.filter((list) => list.length > 0);
}

/** Whether an item of the list is indented as little as any of it. */
export function isOutermost(list: readonly Item[]): (item: Item) => boolean {
  const least = list.reduce((low, { indent }) => Math.min(low, indent), Number.POSITIVE_INFINITY);
  return ({ indent }) => indent === least;
}

/** An item without an id, called by its label (`sow: Sow the seeds`) or by its words. */
function wordedItem(item: Item): Listed {
  const coded = /^`([A-Za-z][\w-]{0,39})`(?: ?:| [-–—]) (?=\S)/.exec(item.text)?.[1];
  const text = plain(item.text).slice(0, 1000);
  if (coded !== undefined) return worded(item, text.slice(coded.length).replace(/^[ :–—-]{1,4}/, ""), coded);
  const [, label, rest] = /^([A-Za-z][\w-]{0,39}): (\S.*)$/.exec(text) ?? [];
  return worded(item, rest ?? text, label);
}

function worded(item: Item, text: string, label?: string): Listed {
  const clauses = clausesOf(text);
  return { item, ids: [label ?? slug(clauses.title)], text, clauses, sign: "" };
}

/** The items of a list as tasks; of `Drive (1h) -> Unload (2h)` each stage is one that waits for the one before. */
export function wordedItems(list: readonly Item[]): Listed[] {
  const single = list.map(wordedItem);
  const stages = list.flatMap((item) => chainIn(item).flat().filter(isTimed));
  const known = new Set([...single.flatMap(({ ids }) => ids), ...stages.map(({ name }) => slug(name))]);
  return list.flatMap((item, at) => timedChain(item, known) ?? single[at] ?? []);
}

function chainIn(item: Item): Stage[] {
  const text = plain(item.text).slice(0, 1000);
  const stages = hasArrow(text) && !beginsWithArrow(text) ? stagesOf(text) : [];
  return stages.length < 2 ? [] : stages;
}

function isTimed({ note }: ChainItem): boolean {
  return parseDuration(note) !== null;
}

/** Arrows stand in titles too (`From HTTP → HTTPS`): stages are tasks where each has a length, here or elsewhere in the list. */
function timedChain(item: Item, known: ReadonlySet<string>): Listed[] | null {
  const stages = chainIn(item);
  const isTask = (one: ChainItem) => isTimed(one) || known.has(slug(one.name));
  if (!stages.flat().every(isTask) || !stages.flat().some(isTimed)) return null;
  return stages.flatMap((stage, at) => {
    const waits = (stages[at - 1] ?? []).map(({ name }) => ({ on: slug(name), soft: false, isCertain: true }));
    return stage.map(({ name, note }) => {
      const task = worded(item, note === "" ? name : `${name} (${note})`);
      return { ...task, clauses: { ...task.clauses, waits: [...task.clauses.waits, ...waits] } };
    });
  });
}

/** An item read twice is one; two of the same words in two phases are two, and a chain speaks of those of its own phase. */
export function withOwnIds(listed: readonly Listed[]): Listed[] {
  const once = [...new Map(listed.map((one) => [`${one.item.line} ${one.ids[0] ?? ""}`, one])).values()];
  const placed = ({ item }: Listed, name: string) => `${item.under.at(-1)?.line ?? 0} ${name}`;
  const lines = [...Map.groupBy(once, ({ item }) => item.line).values()];
  const stages = new Set(
    lines.flatMap((all) => (all.length < 2 ? [] : all.map((one) => placed(one, one.ids[0] ?? "")))),
  );
  const taken = new Set<string>();
  const owned = new Map<string, string>();
  return once.map((one) => {
    const [id = ""] = one.ids;
    const known = stages.has(placed(one, id)) ? owned.get(placed(one, id)) : undefined;
    const own = known ?? (taken.has(id) ? slug(`${one.item.under.at(-1)?.text ?? ""} ${id}`) : id);
    taken.add(own);
    owned.set(placed(one, id), own);
    const isOfStage = (on: string) => stages.has(placed(one, on));
    const waits = one.clauses.waits.map(({ on, ...wait }) => {
      return { ...wait, on: (isOfStage(on) ? owned.get(placed(one, on)) : undefined) ?? on };
    });
    return {
      ...one,
      ids: [own],
      clauses: { ...one.clauses, waits, title: known === undefined ? one.clauses.title : "" },
    };
  });
}
