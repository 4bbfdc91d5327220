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

/** Markers that were read stay the same objects from pass to pass: their text is kept with them. */
const texts = new WeakMap<Marker, string>();

function textOf(marker: Marker): string {
  const before = texts.get(marker);
  if (before !== undefined) return before;
  const text = canonical(marker);
  texts.set(marker, text);
  return text;
}

export function isSameMarker(a: Marker, b: Marker): boolean {
  return textOf(a) === textOf(b);
}
