/** The boxes of task lists: where they stand in a text, and what the text becomes when one is ticked. */
import { createHash } from "node:crypto";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

export type Tree = ReturnType<typeof fromMarkdown>;
type Node = Tree | Tree["children"][number];
type Item = Extract<Node, { type: "listItem" }>;

export interface TaskBox {
  readonly item: Item;
  /** Where the character between the brackets stands. */
  readonly at: number;
  readonly isTicked: boolean;
  /** The words behind the box, on its own line, as they were written. */
  readonly words: string;
  /** Names the box and its words: it means nothing any more once either changed. */
  readonly key: string;
}

const MOST_WORDS = 200;
const OPENING = /^(?:[-*+]|\d{1,9}[.)])\s{1,8}\[([ \t\nxX])\]/;

export function parseMarkdown(text: string): Tree {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** The boxes in the order of the text; `tree` is what `parseMarkdown` made of it. */
export function taskBoxesOf(tree: Tree, text: string): readonly TaskBox[] {
  const boxes: TaskBox[] = [];
  const open: Node[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const box = node.type === "listItem" ? boxOf(node, text, boxes.length) : null;
    if (box !== null) boxes.push(box);
    if ("children" in node) open.push(...(node.children as Node[]).toReversed());
  }
  return boxes;
}

function boxOf(item: Item, text: string, index: number): TaskBox | null {
  const start = item.position?.start.offset;
  if (item.checked == null || start === undefined) return null;
  const opening = OPENING.exec(text.slice(start, start + 24));
  if (opening === null) return null;
  const end = start + opening[0].length;
  const words =
    text
      .slice(end, end + MOST_WORDS)
      .split("\n", 1)[0]
      ?.trim() ?? "";
  const key = `${index}-${createHash("sha256").update(words).digest("hex").slice(0, 12)}`;
  return { item, at: end - 2, isTicked: item.checked, words, key };
}

/** The text with the box ticked or empty; null when no such box is there any more. */
export function setTaskBox(text: string, key: string, isTicked: boolean): string | null {
  const box = taskBoxesOf(parseMarkdown(text), text).find((one) => one.key === key);
  if (box === undefined) return null;
  if (box.isTicked === isTicked) return text;
  return `${text.slice(0, box.at)}${isTicked ? "x" : " "}${text.slice(box.at + 1)}`;
}
