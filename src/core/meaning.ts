/** Text in, meaning out: everything an issue, pull request or comment says about the graph and about its own task. */
import { readMarkdown } from "./markdown/read-markdown.ts";
import type { Tree } from "./markdown/tree.ts";
import type { Meaning } from "./model.ts";
import { refKey, showRef } from "./model.ts";
import { type ExtraWords, keywordsWith } from "./syntaxes/keywords.ts";
import { partAtLazyLabels } from "./syntaxes/lazy-labels.ts";
import { Reading } from "./syntaxes/reading.ts";
import { type Place, refOfUrl } from "./syntaxes/references.ts";
import { readSentences } from "./syntaxes/sentence-reader.ts";
import { readBlocks } from "./syntaxes/walk.ts";

export type { ExtraWords } from "./syntaxes/keywords.ts";

export interface MeaningOf extends Place {
  /** The repository's own words, from its settings. */
  readonly words?: ExtraWords | undefined;
  /** A comment: only a field alone on its line counts. */
  readonly isComment?: boolean;
  /** The title; its line is 0. */
  readonly title?: string;
}

/** The tree of `text` as it is read at `place`: links to issues of any GitHub host are kept as references. */
export function readTree(text: string, place: Place): Tree {
  const host = `https://${place.host ?? "github.com"}`;
  return readMarkdown(text, (target) => refOfUrl(target.startsWith("/") ? host + target : target, place) !== null);
}

/** What `text` means where it stands. Never throws; time grows linearly with the text. */
export function parseMeaning(text: string, at: MeaningOf): Meaning {
  const reading = new Reading(readTree(text, at), at, keywordsWith(at.words), at.isComment === true, at.title ?? "");
  if (at.title !== undefined) readTitle(reading, at.title);
  readBlocks(reading, partAtLazyLabels(reading, reading.tree.blocks));
  for (const settle of reading.later) settle();
  return finish(reading);
}

/** What begins a list item or a heading in a body is a number or a sign like any other in a title. */
const TITLE_MARK = /^(?:[0-9]{1,9}[.)]|[-+*]|#{1,6})[ \t]{1,8}/;

function readTitle(reading: Reading, title: string): void {
  const tree = readTree(title.slice(0, 1000).trimStart().replace(TITLE_MARK, ""), reading.place);
  const first = tree.blocks[0];
  if (first?.kind !== "paragraph" || tree.inserts.length > 0) return;
  readSentences(reading, reading.tokens(first.lines.map((line) => ({ ...line, line: 0 }))));
}

/** Stated edges beat an explicit none. */
function finish(reading: Reading): Meaning {
  const own = refKey(reading.own() ?? { repo: reading.place.repo, number: 0 });
  const waits =
    reading.none.length > 0 && reading.edges.some((edge) => refKey(edge.dependent) === own && edge.kind === "hard");
  if (waits) {
    for (const none of reading.none) {
      reading.warn(
        none.line,
        `“${reading.quote(none.line)}” says none, but dependencies are stated elsewhere: those count.`,
      );
    }
  }
  const [parent = null, ...others] = reading.parents;
  for (const { ref, line } of others)
    reading.warn(line, `An issue is part of one other: ${showRef(ref, reading.place.repo)} was dropped.`);
  return {
    edges: reading.edges,
    parent,
    tracks: reading.tracks,
    related: reading.related,
    dates: reading.dates,
    fields: reading.fields,
    none: waits ? [] : reading.none,
    warnings: reading.warnings.sort((a, b) => a.line - b.line),
  };
}
