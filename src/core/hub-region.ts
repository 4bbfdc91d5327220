/** The App's own region of the coordination issue: everything outside it belongs to people. */

const BEGIN = "<!-- signalbox:begin -->";
const END = "<!-- signalbox:end -->";

interface Found {
  readonly start: number;
  readonly end: number;
}

/** The first end after a beginning, and the beginning nearest to it: one that a person left open is text of theirs. */
function find(body: string): Found | null {
  const first = body.indexOf(BEGIN);
  const end = first < 0 ? -1 : body.indexOf(END, first);
  return end < 0 ? null : { start: body.lastIndexOf(BEGIN, end), end: end + END.length };
}

/** The issue in which a full coordination issue says it goes on (templates/goes-on.md); null in the present one. */
export function goesOnIn(body: string): number | null {
  const next = /^\*\*This coordination issue goes on in #(\d{1,10})\.\*\*/.exec(readRegion(body) ?? "")?.[1];
  return next === undefined ? null : Number(next);
}

/** What stands in our region now; null when there is none. `\r\n` read as `\n`. */
export function readRegion(body: string): string | null {
  const text = body.replaceAll("\r\n", "\n");
  const at = find(text);
  return at === null ? null : text.slice(at.start + BEGIN.length, at.end - END.length).trim();
}

/** The body with our region replaced, or appended when there was none; people's text stays to the letter. */
export function replaceRegion(body: string, region: string): string {
  const ours = `${BEGIN}\n${region.trim()}\n${END}`;
  const at = find(body);
  if (at !== null) return `${body.slice(0, at.start)}${ours}${body.slice(at.end)}`;
  return body.trim() === "" ? ours : `${body.trimEnd()}\n\n${ours}`;
}

/** People's text only, our region blanked line by line so that line numbers stay true. */
export function withoutRegion(body: string): string {
  const at = find(body);
  if (at === null) return body;
  const blank = "\n".repeat(body.slice(at.start, at.end).split("\n").length - 1);
  return `${body.slice(0, at.start)}${blank}${body.slice(at.end)}`;
}

/** People's text only, our region gone together with the empty lines that set it off. */
export function removeRegion(body: string): string {
  const at = find(body);
  if (at === null) return body;
  return [body.slice(0, at.start).trimEnd(), body.slice(at.end).trim()].filter((part) => part !== "").join("\n\n");
}
