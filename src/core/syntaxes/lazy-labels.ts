/**
 * Labels right below a list, without a blank line: Markdown adds such a line to the last item, its writer began something
 * new (`- #12`, below it `Blocks:`). They are parted from the item, and from the items that follow them.
 */
import type { Block, List, ListItem, TextLine } from "../markdown/tree.ts";
import { labelled } from "./field-lines.ts";
import { declarationNamed, fieldNamed } from "./keywords.ts";
import type { Reading } from "./reading.ts";

/** Words of a label that is no name we know (`Notes:`); what is longer may be a wrapped sentence. */
const MOST_WORDS = 3;

/** Whether a line of an item, not its first, stands at the margin and begins with a label. */
function beginsAnew(reading: Reading, line: TextLine): boolean {
  if (!/^\S/.test(reading.tree.source[line.line - 1] ?? "")) return false;
  const found = labelled(line);
  if (found === null) return false;
  const { label, value, isBold } = found;
  if (declarationNamed(reading.keywords, label) !== null || fieldNamed(reading.keywords, label) !== null) return true;
  const isShort = label.split(" ").length <= MOST_WORDS && label.charAt(0) !== label.charAt(0).toLowerCase();
  return value === "" && (isBold || isShort);
}

/** The item without what begins anew at its end, and the lines of that. */
function partItem(reading: Reading, item: ListItem): { readonly item: ListItem; readonly behind: readonly TextLine[] } {
  const last = item.blocks.at(-1);
  const others = item.blocks.slice(0, -1);
  if (last?.kind === "list") {
    const inner = last.items.at(-1);
    const parted = inner === undefined ? null : partItem(reading, inner);
    if (parted === null || parted.behind.length === 0) return { item, behind: [] };
    const list: List = { ...last, items: [...last.items.slice(0, -1), parted.item] };
    return { item: { ...item, blocks: [...others, list] }, behind: parted.behind };
  }
  if (last?.kind !== "paragraph") return { item, behind: [] };
  const at = last.lines.findIndex((line, i) => i > 0 && beginsAnew(reading, line));
  if (at < 0) return { item, behind: [] };
  const kept = { ...last, lines: last.lines.slice(0, at) };
  return { item: { ...item, blocks: [...others, kept] }, behind: last.lines.slice(at) };
}

function partList(reading: Reading, list: List): Block[] {
  const blocks: Block[] = [];
  let items: ListItem[] = [];
  for (const whole of list.items) {
    const { item, behind } = partItem(reading, whole);
    items.push(item);
    if (behind.length === 0) continue;
    blocks.push({ kind: "list", items }, { kind: "paragraph", lines: behind });
    items = [];
  }
  return items.length === 0 ? blocks : [...blocks, { kind: "list", items }];
}

/** The blocks of a text with such labels as paragraphs of their own. */
export function partAtLazyLabels(reading: Reading, blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block) => (block.kind === "list" ? partList(reading, block) : [block]));
}
