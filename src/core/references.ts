/** References in commands: one argument, or a list of them, read as the dependency language reads them. */
import type { Ref } from "./model.ts";
import { keywordsWith } from "./syntaxes/keywords.ts";
import { readList } from "./syntaxes/list.ts";
import type { Place } from "./syntaxes/references.ts";
import { tokenize } from "./syntaxes/tokens.ts";

const NO_CHAINS = { chains: false, bare: false };

/** The one reference that `text` is (`#12`, `GH-12`, `owner/repo#12`, a URL); null when it is none or says more. */
export function parseRef(text: string, at: Place): Ref | null {
  const { list } = tokenize([{ line: 1, text: text.slice(0, 2000).trim(), lead: 0 }], [], at);
  return list.length === 1 ? (list[0]?.ref ?? null) : null;
}

/** All references of a list, ranges written out; empty when the text does not begin with one. */
export function parseRefList(text: string, at: Place): readonly Ref[] {
  const { list } = tokenize([{ line: 1, text: text.slice(0, 20_000).trim(), lead: 0 }], [], at);
  const found = readList(list, 0, list.length, keywordsWith(undefined), NO_CHAINS);
  return found?.stages.flat().map((item) => item.ref) ?? [];
}
