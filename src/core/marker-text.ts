/** Where a marker stands in a text, and when two markers say the same. */
import type { Marker } from "./model.ts";

/** How every marker begins; what follows is sealed and read by the controller. */
export const MARKER_BEGIN = "<!-- signalbox:v1 ";

/** The text a person sees of one of our comments: everything before the marker. */
export function visibleText(body: string): string {
  const at = body.lastIndexOf(MARKER_BEGIN);
  return (at < 0 ? body : body.slice(0, at)).replaceAll("\r\n", "\n").trim();
}

/** JSON with keys in order, so that equal data is equal text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(",")}}`;
}

type Keyed = Readonly<Record<string, unknown>>;

const isKeyed = (value: unknown): value is Keyed => typeof value === "object" && value !== null;

/** Whether their canonical texts are the same. What was read stays the same objects: most of it is told by a glance. */
function isSameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isKeyed(a) || !isKeyed(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const of = (keyed: Keyed, key: string) => (Object.hasOwn(keyed, key) ? keyed[key] : undefined);
  const isIn = (key: string) => Object.hasOwn(a, key) || b[key] === undefined;
  return Object.keys(a).every((key) => isSameData(a[key], of(b, key))) && Object.keys(b).every(isIn);
}

export function isSameMarker(a: Marker, b: Marker): boolean {
  return isSameData(a, b);
}
