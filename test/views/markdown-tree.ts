// The Markdown tree as GitHub would read it, and what kinds of things stand in it.
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

export function treeOf(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

export function walk(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ("children" in node) for (const child of node.children) walk(child, visit);
}

/** `list/listItem/paragraph/text` for a tree in which nothing branches. */
export function shapeOf(markdown: string): string {
  const kinds: string[] = [];
  walk(treeOf(markdown), (node) => kinds.push(node.type));
  return kinds.slice(1).join("/");
}

/** All text outside code, as a reader sees it. */
export function textOf(markdown: string): string {
  let text = "";
  walk(treeOf(markdown), (node) => {
    if (node.type === "text") text += node.value;
    if (node.type === "paragraph" || node.type === "tableCell" || node.type === "heading") text += "\n";
  });
  return text;
}
