/** Lists whose items begin with an id, `- ✅ R1 Write the script (3d)`, and numbered steps that wait for one another. */

import { parseDuration } from "../fields/duration.ts";
import { headingHead } from "./block-head.ts";
import { firstBehindArrow } from "./chain.ts";
import { type Directory, lookUpList, openDirectory } from "./directory.ts";
import type { PlanDraft, PlanFormat, TaskDraft, WaitDraft } from "./draft.ts";
import { clausesOf, type StatedWait, wholeWait } from "./item-clauses.ts";
import { type Item, isOutermost, type Listed, listsOf, withOwnIds, wordedItems } from "./listed-items.ts";
import { type Called, calledBy, calledWithin, mentionsOf, nameKey, saysAbove, saysNone } from "./names.ts";
import { phaseBullets } from "./phase-bullets.ts";
import { plain } from "./plain.ts";
import { statusOf } from "./status-words.ts";
import { groupsOf } from "./titled-lists.ts";

export const taskList: PlanFormat = {
  name: "task list",
  about: "list items that begin with an id: - [ ] API-2: Endpoints (blocked by API-1), or steps: 4. Move (after 2, 3)",
  read: (blocks, found) => {
    const lists = listsOf(blocks, new Set([...found.read, ...found.tasks.map(({ line }) => line)]));
    const all = listsOf(blocks, new Set());
    const known = knownOf(lists, found);
    const named = withoutRepeats(lists.flatMap((list) => namedTasks(list, known)));
    if (named.length > 0 || found.tasks.length > 0) return toDraft(named, all, found);
    const numbered = lists.map(numberedTasks).find((tasks) => tasks.length > 0);
    return toDraft(numbered ?? withOwnIds([...wordedTasks(lists), ...phaseBullets(lists, blocks)]), all, found);
  },
};

/** Lists that speak of tasks rather than are tasks. */
const OTHER_LIST =
  /\b(?:gates?|checkpoints?|milestones?|criteria|definition of done|risks?|metrics?|references?|links|notes|changelog|history|glossary|legend|unblocks|critical path|summary|questions|priorit(?:y|ies))\b/i;
const TASK_LIST = /\b(?:tasks?|breakdown|backlog|work|to-?do|plan|sprint|wave|phase|milestone)\b/i;
/** Letters and digits, or `#12`; a bare number, a date or a version is no id here. */
const STRONG =
  /^(?:#\d{1,9}|[A-Z][A-Za-z]{0,9}[-_]?\d[\w.-]{0,30}|[A-Z]{1,9}(?:-[A-Z0-9]{1,12}){1,4}|[A-Z][a-z]{2,9} \d[\w.]{0,12}(?:[-–]\d{1,4})?)$/;

/** What the rest of the document makes of the ids of a list. */
interface Known {
  /** Ids that are tasks already. */
  readonly ids: ReadonlySet<string>;
  /** Those of them that have a title. */
  readonly titled: ReadonlySet<string>;
  /** Ids that something waits for. */
  readonly awaited: ReadonlySet<string>;
  /** `API` of `API-2`, `#` of `#12`, and how many items begin with such an id. */
  readonly families: ReadonlyMap<string, number>;
  /** Families of tasks that stand elsewhere; `#` is everybody's. */
  readonly related: ReadonlySet<string>;
  /** Ids and headings of all lists: what an item may wait for. */
  readonly names: ReadonlySet<string>;
  /** Families of the marked tasks below each heading, by its line. */
  readonly marked: ReadonlySet<string>;
}

function knownOf(lists: readonly (readonly Item[])[], { tasks, waits }: PlanDraft): Known {
  const listed = lists.flat().flatMap((item) => listedItem(item) ?? []);
  const marked = tasks.filter(({ scope }) => scope.startsWith("markers "));
  const families = [...listed, ...marked].map(familyOf);
  return {
    ids: new Set(tasks.flatMap(({ ids }) => ids.map(nameKey))),
    titled: new Set(tasks.flatMap(({ ids, title }) => (title === null ? [] : ids.map(nameKey)))),
    awaited: new Set(waits.flatMap(({ on }) => mentionsOf(on).map(({ name }) => nameKey(name)))),
    families: new Map([...Map.groupBy(families, (family) => family)].map(([family, all]) => [family, all.length])),
    related: new Set(tasks.map(familyOf).filter((family) => /[A-Za-z]/.test(family))),
    names: new Set([
      ...[...listed, ...tasks].flatMap(({ ids }) => ids.map(nameKey)),
      ...lists.map(([first]) => nameKey(first?.under.at(-1)?.text ?? "")),
    ]),
    marked: new Set(marked.map((task) => `${task.scope} ${familyOf(task)}`)),
  };
}

function familyOf({ ids }: { readonly ids: readonly string[] }): string {
  return (ids[0] ?? "").replace(/[\d.]{1,20}[A-Za-z]?$/, "");
}

function namedTasks(list: readonly Item[], known: Known): Listed[] {
  const heading = list[0]?.under.at(-1);
  if (OTHER_LIST.test(heading?.text ?? "")) return [];
  const found = withoutSections(list.flatMap((item) => listedItem(item) ?? []));
  const fresh = found.filter(({ ids }) => !ids.some((id) => known.titled.has(nameKey(id))));
  const isExpected = (listed: Listed) =>
    listed.ids.some((id) => known.awaited.has(nameKey(id))) ||
    known.marked.has(`markers ${heading?.line ?? 0} ${familyOf(listed)}`);
  if (fresh.some(isExpected)) return fresh;
  const isWired = ({ clauses }: Listed) =>
    clauses.waits.some(
      ({ on, isCertain }) => isCertain || mentionsOf(on).some(({ name }) => known.names.has(nameKey(name))),
    );
  const isAlone =
    fresh.length === 1 &&
    !fresh.some(isWired) &&
    headingHead(heading?.text ?? "") === null &&
    known.families.get(fresh.map(familyOf)[0] ?? "") === 1;
  if (fresh.length * 2 < found.length || isAlone || fresh.length * 2 < list.filter(isOutermost(list)).length) return [];
  const isHeaded = TASK_LIST.test(heading?.text ?? "") || headingHead(heading?.text ?? "") !== null;
  const isRelated = fresh.every((listed) => known.related.has(familyOf(listed)));
  return isHeaded || isRelated || known.ids.size === 0 || fresh.some(isWork) ? fresh : [];
}

/** Below "Dependencies" stands what is said of tasks that another list names. */
const SAID_OF_OTHERS = /\b(?:dependenc|blocking|prerequisit|abhängigk|dépendanc|dependencia)/i;

function withoutRepeats(listed: readonly Listed[]): Listed[] {
  const isSaid = ({ item }: Listed) => SAID_OF_OTHERS.test(item.under.at(-1)?.text ?? "");
  const named = new Set(listed.filter((one) => !isSaid(one)).flatMap(({ ids }) => ids.map(nameKey)));
  return listed.filter((one) => !isSaid(one) || !one.ids.some((id) => named.has(nameKey(id))));
}

/** A box, a status, a wait, a length or an owner: signs that something is to be done. */
function isWork({ item, sign, clauses }: Listed): boolean {
  return (
    item.done !== null ||
    statusOf(sign) !== null ||
    clauses.waits.length > 0 ||
    Object.keys(clauses.fields).some((name) => name !== "status")
  );
}

function listedItem(item: Item): Listed | null {
  const [, sign = "", text = ""] =
    /^([^\p{L}\p{N}#]{0,12})(.*)$/su.exec(firstBehindArrow(plain(item.text).slice(0, 1000))) ?? [];
  const called = dotted(text) ?? calledBy(text);
  const id = called?.ids[0] ?? "";
  if (called === null || called.title === null || !(STRONG.test(id) || DOTTED_ID.test(id))) return null;
  // `#978: Phase 2.1 - Pages` has two ids.
  const inner = parseDuration(called.title) === null ? calledWithin(called.title, called.ids) : null;
  const title = inner?.title ?? called.title;
  return { item, ids: [...called.ids, ...(inner?.ids ?? [])], text: title, clauses: clausesOf(title), sign };
}

const DOTTED_ID = /^\d{1,3}(?:\.\d{1,3}){1,4}$/;
const DOTTED = /^(\d{1,3}(?:\.\d{1,3}){1,4})[.):]? {1,3}(\S.*)$/s;

/** `1.2 Walk the site (4h)`, but not `1.5 hours for the walk`. */
function dotted(text: string): Called | null {
  const [, id, title = ""] = DOTTED.exec(text) ?? [];
  return id === undefined || parseDuration(`${id} ${title.split(" ")[0]}`) !== null ? null : { ids: [id], title };
}

/** Versions and numbers of sections are dotted too: tasks are in a list that says of some that there is work to do. */
function withoutSections(found: readonly Listed[]): readonly Listed[] {
  const isNumbered = ({ ids }: Listed) => DOTTED_ID.test(ids[0] ?? "");
  const numbered = found.filter(isNumbered);
  return numbered.length > 1 && numbered.some(isWork) ? found : found.filter((one) => !isNumbered(one));
}

const WIRED = /\b(?:depends on|blocked by|after|requires|needs|waits? for)\b[^\n]{0,20}\d/i;

/** Numbered steps are tasks only where the list itself says that one waits for another by its number. */
function numberedTasks(list: readonly Item[]): Listed[] {
  const heading = list[0]?.under.at(-1)?.text ?? "";
  const steps = list.filter(isOutermost(list)).filter(({ ordinal }) => ordinal !== null);
  const isCounted = new Set(steps.map(({ ordinal }) => ordinal)).size === steps.length && steps.length > 1;
  if (OTHER_LIST.test(heading) || !isCounted || !list.some(({ text }) => WIRED.test(plain(text)))) return [];
  return steps.map((item) => {
    const text = plain(item.text);
    return { item, ids: [item.ordinal ?? ""], text, clauses: clausesOf(text), sign: "" };
  });
}

/** Below `### T-1: Build`, and where an item states nothing but a dependency, a list says what holds for one task. */
function isOfOneTask(list: readonly Item[]): boolean {
  const heading = list[0]?.under.at(-1)?.text ?? "";
  const isTask = headingHead(heading) === null && STRONG.test(calledBy(heading)?.ids[0] ?? "");
  return isTask || list.filter(isOutermost(list)).some(({ text }) => DEPENDENCY_FIELD.test(plain(text)));
}

const DEPENDENCY_FIELD = /^(?:depends on|dependency|dependencies|blocked by|prerequisites?) ?:/i;

/** Without ids: items that wait for one another by their label (`sow: Sow the seeds`) or by their words. */
function wordedTasks(lists: readonly Item[][]): Listed[] {
  const worded = lists
    .filter((list) => !OTHER_LIST.test(list[0]?.under.at(-1)?.text ?? "") && !isOfOneTask(list))
    .map((list) => ({ list, tasks: wordedItems(list.filter(isOutermost(list))) }));
  const all = worded.flatMap(({ tasks }) => tasks);
  const directory = openDirectory(all.map(({ ids, clauses }) => ({ ids, title: clauses.title })));
  const places = new Map(all.map((task, at) => [task, at]));
  const named = new Set<number>();
  const isWired = ({ list, tasks }: (typeof worded)[number]) => {
    const below = list.flatMap(({ text }) => wholeWait(text) ?? []);
    const waits = [...tasks.flatMap(({ clauses }) => clauses.waits), ...below];
    const known = waits.filter(({ on }) => !saysNone(on) && isKnownList(on, directory));
    for (const { on } of known) for (const { index } of lookUpList(directory, on).tasks) named.add(index);
    return known.length > 0;
  };
  const wired = new Set(worded.filter(isWired));
  const isNamed = ({ tasks }: (typeof worded)[number]) => tasks.some((task) => named.has(places.get(task) ?? -1));
  return worded.filter((one) => wired.has(one) || isNamed(one)).flatMap(({ tasks }) => tasks);
}

function toDraft(listed: readonly Listed[], lists: readonly Item[][], found: PlanDraft): Partial<PlanDraft> {
  const titles = [...found.tasks, ...listed.map((one) => toTask(one, one.clauses.title))];
  const directory = openDirectory(titles.map(({ ids, title }) => ({ ids, title: title ?? ids[0] ?? "" })));
  const groups = groupsOf(
    lists,
    Map.groupBy(titles, ({ line }) => line),
  );
  const places = new Map(titles.map((task, at) => [task.ids[0] ?? "", at]));
  const heads = groupsOf(
    lists,
    Map.groupBy(titles, ({ line }) => line),
    (text) => headingHead(text)?.label ?? null,
  );
  for (const { names, members } of [...heads, ...groups]) {
    const indices = members.map((member) => places.get(member) ?? 0);
    for (const name of names) directory.byGroup.set(nameKey(name), indices);
  }
  const isMeant = (wait: StatedWait) => wait.isCertain || isKnownList(wait.on, directory);
  const read = new Set([...found.read, ...titles.map(({ line }) => line)]);
  const known = Map.groupBy(
    found.tasks.flatMap((task) => task.ids.map((id) => ({ id, task }))),
    ({ id }) => nameKey(id),
  );
  const boxes = lists.flat().flatMap((item) => (read.has(item.line) ? [] : boxOf(item, known)));
  const fresh = listed.map((one) => toTask(one, one.clauses.waits.every(isMeant) ? one.clauses.title : one.text));
  const tasks = [...fresh, ...boxes];
  const waits = listed.flatMap(({ ids, item, clauses }) =>
    clauses.waits.filter(isMeant).map((wait) => toWait(ids[0] ?? "", wait, item)),
  );
  return { tasks, waits, groups, read: tasks.map(({ line }) => line) };
}

type KnownTasks = ReadonlyMap<string, readonly { readonly task: TaskDraft }[]>;

/** `- [x] A-1: Build` says of the task A-1, “Build” elsewhere, that it is done; an empty box only that it is not. */
function boxOf(item: Item, known: KnownTasks): TaskDraft[] {
  const called = item.done === null ? null : calledBy(item.text);
  const same = (called?.ids ?? []).flatMap((id) => known.get(nameKey(id)) ?? []).map(({ task }) => task);
  const isTask = same.some(({ title }) => title !== null && nameKey(title) === nameKey(called?.title ?? title));
  if (called === null || !isTask) return [];
  const isDone = same.some(({ fields }) => fields.status === "done");
  const status = item.done === true ? "done" : "open";
  const fields = item.done === isDone ? {} : ({ status } as const);
  return [{ ids: called.ids, title: null, line: item.line, scope: scopeOf(item), fields }];
}

/** One id among the names is enough: what else stands there is reported. */
function isKnownList(names: string, directory: Directory): boolean {
  const { tasks, unknown } = lookUpList(directory, names);
  if (mentionsOf(names).some(({ name }) => directory.byId.has(nameKey(name)) && /\d/.test(name))) return true;
  return saysNone(names) || saysAbove(names) || (tasks.length > 0 && unknown.length === 0);
}

function scopeOf({ under }: Item): string {
  return `list ${under.at(-1)?.line ?? 0}`;
}

function toTask({ item, ids, sign, clauses }: Listed, title: string): TaskDraft {
  const status = item.done === true ? "done" : statusOf(sign);
  const isUnticked = item.done === false && clauses.fields.status === "done";
  const fields = {
    ...clauses.fields,
    ...(isUnticked ? { status: "open" as const } : {}),
    ...(status === null ? {} : { status }),
  };
  return { ids, title: title === "" ? null : title, line: item.line, scope: scopeOf(item), fields };
}

function toWait(dependent: string, { on, soft }: StatedWait, item: Item): WaitDraft {
  return { dependent, on, source: "stated", soft, line: item.line, scope: scopeOf(item) };
}
