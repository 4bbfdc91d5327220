/** Boxes of task lists as buttons of a form, so that anybody can tick them without a script. */
import { randomUUID } from "node:crypto";
import type { sanitize } from "hast-util-sanitize";
import type { TaskBox } from "./task-boxes.ts";

type Node = ReturnType<typeof sanitize>;
type Element = Extract<Node, { type: "element" }>;

/** The attribute that carries a box's number from the text to the page; it never leaves this process. */
export const TASK_NUMBER = "dataTaskNumber";
/** In front of the number: whoever writes the attribute by hand cannot know it. */
const OURS = `${randomUUID()} `;

/** Call it before the text becomes HTML. */
export function numberTaskBoxes(boxes: readonly TaskBox[]): void {
  for (const [index, { item }] of boxes.entries()) {
    item.data = { ...item.data, hProperties: { [TASK_NUMBER]: `${OURS}${index}` } };
  }
}

/** Changes the tree: every numbered box becomes a button of the form; without a form only the numbers go. */
export function drawTaskBoxes(tree: Node, boxes: readonly TaskBox[], form: string | null): void {
  for (const element of elementsOf(tree)) {
    const number = element.properties[TASK_NUMBER];
    if (number === undefined) continue;
    delete element.properties[TASK_NUMBER];
    const box = String(number).startsWith(OURS) ? boxes[Number(String(number).slice(OURS.length))] : undefined;
    if (box === undefined || form === null) continue;
    const input = elementsOf(element).find(({ tagName }) => tagName === "input");
    if (input !== undefined) Object.assign(input, { tagName: "button", properties: buttonFor(box, form) });
  }
}

function elementsOf(tree: Node): Element[] {
  const found: Element[] = [];
  const open: Node[] = "children" in tree ? [...tree.children].toReversed() : [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type !== "element") continue;
    found.push(node);
    open.push(...node.children.toReversed());
  }
  return found;
}

function buttonFor({ key, isTicked, words }: TaskBox, form: string): Element["properties"] {
  return {
    className: ["box"],
    form,
    name: "box",
    value: `${isTicked ? "clear" : "tick"} ${key}`,
    role: "checkbox",
    ariaChecked: String(isTicked),
    ariaLabel: words === "" ? "Task without words" : words,
  };
}
