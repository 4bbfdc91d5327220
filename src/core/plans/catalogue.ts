/** Catalogues of features in code: `"landing-page": { cycles: [1, 10], specialist: "…", requires: ["…"] }`. */

import { parseDuration } from "../fields/duration.ts";
import type { PlanFormat } from "./draft.ts";
import { dataOf } from "./fenced-plan.ts";
import { isRecord } from "./loose-json.ts";
import type { PlanFeature, PlanWarning } from "./plan.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

const LANGUAGES = ["json", "json5", "jsonc", "yaml", "yml", "ts", "typescript", "js", "javascript"];
const RANGES = ["cycles", "range", "weeks", "days", "span"];
const MARK = new RegExp(`["']?(?:${RANGES.join("|")}|requires|dependencies|dependsOn)["']?\\s{0,4}:`);

export const catalogue: PlanFormat = {
  name: "catalogue",
  about: 'a code block of named features: "search": { cycles: [11, 20], requires: ["accounts"] }',
  read: (blocks) => {
    const read = blocks.filter(isCatalogue).map(readCatalogue);
    return { catalogue: read.flatMap((one) => one.features), warnings: read.flatMap((one) => one.warnings) };
  },
};

function isCatalogue(block: Block): block is BlockOf<"fence"> {
  return block.kind === "fence" && LANGUAGES.includes(block.language) && MARK.test(block.lines.join("\n"));
}

interface Read {
  readonly features: readonly PlanFeature[];
  readonly warnings: readonly PlanWarning[];
}

/** The first object of the block whose values are features, or the list or object that it calls so; the code round it is not read. */
function readCatalogue(fence: BlockOf<"fence">): Read {
  const { value, elisions } = dataOf(fence);
  const left = elisions.map((line) => {
    return { line, message: "The catalogue leaves features out here (…); only those written down are read." };
  });
  const isYaml = /^ya?ml$/.test(fence.language);
  const features = namedFeatures(value, isYaml).map(([id, feature]) => toFeature(id, feature, lineOf(fence, id)));
  return { features, warnings: features.length === 0 ? [] : left };
}

type Named = [id: string, feature: Record<string, unknown>];

const CALLED_SO = /^(?:features?|catalog(?:ue)?|featureLibrary)$/i;

/** In YAML, which other tools write as well, requirements alone make a feature only below a name that says so. */
function namedFeatures(value: unknown, isYaml: boolean): Named[] {
  if (Array.isArray(value)) return listed(value);
  if (!isRecord(value) || Array.isArray(value.tasks)) return [];
  const inside = Object.entries(value).find(([name, one]) => CALLED_SO.test(name) && !isFeature(one));
  if (inside !== undefined) return Array.isArray(inside[1]) ? listed(inside[1]) : byName(inside[1]);
  return byName(value).filter(([, feature]) => !isYaml || rangeOf(feature) !== null || feature.requires !== undefined);
}

function byName(value: unknown): Named[] {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return entries.flatMap(([id, one]): Named[] => (isFeature(one) ? [[id, one]] : []));
}

function listed(values: readonly unknown[]): Named[] {
  return values.flatMap((one): Named[] => {
    const id = isRecord(one) ? textOf(one, "id", "name") : null;
    return id !== null && isFeature(one) ? [[id, one]] : [];
  });
}

/** The first line of the block that names the feature before a colon or as a value. */
function lineOf({ lines, line }: BlockOf<"fence">, id: string): number {
  const at = lines.findIndex((text) => text.includes(id) && /[:=]/.test(text));
  return line + Math.max(0, at);
}

function isFeature(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value)) return false;
  return rangeOf(value) !== null || listOf(value, "requires", "dependencies", "dependsOn").length > 0;
}

function rangeOf(value: Record<string, unknown>): PlanFeature["range"] {
  const pair = RANGES.map((name) => value[name]).find(Array.isArray);
  const [from, to] = pair ?? [];
  return typeof from === "number" && typeof to === "number" && from <= to ? { from, to } : null;
}

function listOf(value: Record<string, unknown>, ...names: string[]): string[] {
  const list = names.map((name) => value[name]).find(Array.isArray) ?? [];
  return list.filter((item): item is string => typeof item === "string" && item.length > 0 && item.length <= 80);
}

function textOf(value: Record<string, unknown>, ...names: string[]): string | null {
  const text = names.map((name) => value[name]).find((one) => typeof one === "string");
  return typeof text === "string" ? text : null;
}

function toFeature(id: string, value: Record<string, unknown>, line: number): PlanFeature {
  const effort = textOf(value, "estimate", "effort", "duration");
  return {
    id: id.slice(0, 80),
    title: (textOf(value, "title", "name") ?? id).slice(0, 256) || id,
    range: rangeOf(value),
    requires: listOf(value, "requires", "dependencies", "dependsOn"),
    specialist: textOf(value, "specialist", "owner", "agent"),
    estimateMinutes: effort === null ? null : parseDuration(effort),
    line,
  };
}
