/** What workers need of each other and provide, by their latest agent status: who waits for what, and whether it is there. */
import { reportsOf } from "./latest-reports.ts";
import { type Json, readJson } from "./reports/read-json.ts";
import type { World } from "./world.ts";

export interface Handover {
  /** Who provides it; null while nobody says so. */
  readonly from: string | null;
  readonly to: string;
  /** Empty when nobody said. */
  readonly kind: string;
  readonly what: string;
  /** Nobody has said that they provide it, somebody is named who does not say so yet, it is there. */
  readonly status: "missing" | "awaited" | "there";
  readonly priority: string;
  /** The comment that asks. */
  readonly issue: number;
  readonly comment: number;
}

interface Item {
  readonly what: string;
  readonly kind: string;
  readonly other: string | null;
  readonly priority: string;
}

const MOST_ITEMS = 50;
const ORDER: readonly Handover["status"][] = ["missing", "awaited", "there"];

function word(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value).slice(0, 200).trim() : "";
}

/** A text alone, or an object that says more: `name`, `kind`, `from` or `to`, `priority`. */
function itemOf(value: Json, other: "from" | "to"): Item | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return word(value) === "" ? null : { what: word(value), kind: "", other: null, priority: "" };
  }
  const at = value as Readonly<Record<string, Json>>;
  const what = [at["description"], at["name"], at["what"], at["id"]].map(word).find((text) => text !== "") ?? "";
  const kind = word(at["kind"]) || word(at["type"]);
  return what === "" ? null : { what, kind, other: word(at[other]) || null, priority: word(at["priority"]) };
}

function itemsIn(text: string | undefined, other: "from" | "to"): readonly Item[] {
  const read = readJson(text ?? "[]");
  if (!read.ok || !Array.isArray(read.value)) return [];
  return (read.value as readonly Json[]).slice(0, MOST_ITEMS).flatMap((value) => itemOf(value, other) ?? []);
}

const same = (text: string) => text.toLowerCase().replace(/\s/g, " ");

/** What is missing comes first, then by priority as it is written, then by who asked first. */
export function integrationQueue(world: World): readonly Handover[] {
  const latest = new Map(reportsOf(["agent status"], world).map((one) => [same(one.who), one]));
  const provided = new Map<string, string>();
  for (const { report, who } of latest.values()) {
    for (const { what } of itemsIn(report.sections["dependenciesprovided"], "to")) provided.set(same(what), who);
  }
  const found = [...latest.values()].flatMap(({ report, who, comment }) =>
    itemsIn(report.sections["dependenciesneeded"], "from").map(({ what, kind, other, priority }): Handover => {
      const giver = provided.get(same(what)) ?? null;
      const status = giver !== null ? "there" : other === null ? "missing" : "awaited";
      return { from: giver ?? other, to: who, kind, what, status, priority, issue: comment.issue, comment: comment.id };
    }),
  );
  const rank = ({ status, priority }: Handover) => `${ORDER.indexOf(status)} ${priority === "" ? "~" : priority}`;
  return found.sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : a.comment - b.comment));
}
