/** Markdown as GitHub shows it in issues, made harmless: tables, task lists, mentions, references, folded parts, no other HTML. */
import { raw } from "hast-util-raw";
import { defaultSchema, sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { findAndReplace } from "mdast-util-find-and-replace";
import { toHast } from "mdast-util-to-hast";
import { Html, html } from "../../core/html.ts";
import type { Repository } from "../state.ts";
import { fullNameOf, type World } from "../world.ts";
import { drawTaskBoxes, numberTaskBoxes, TASK_NUMBER } from "./draw-task-boxes.ts";
import { parseMarkdown, type Tree, taskBoxesOf } from "./task-boxes.ts";

type Node = Tree | Tree["children"][number];

/** What Markdown itself can make, and the few tags that people write by hand. */
const tags =
  "a blockquote br code del details em h1 h2 h3 h4 h5 h6 hr input li ol p pre section strong sub summary sup table tbody td th thead tr ul";
const schema = {
  ...defaultSchema,
  tagNames: tags.split(" "),
  attributes: { ...defaultSchema.attributes, li: [...(defaultSchema.attributes?.["li"] ?? []), TASK_NUMBER] },
};

const MOST_KEPT = 500;
const kept = new Map<string, Html>();

/** The text as HTML; issues and people that exist become links. With the id of a form, its task boxes can be ticked. */
export function renderMarkdown(text: string, world: World, repository: Repository, tickForm: string | null): Html {
  // What exists decides what becomes a link, so the counts belong to the key.
  const key = `${repository.id} ${repository.issues.size} ${world.accounts.size} ${world.web} ${tickForm} ${text}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = render(text, world, repository, tickForm);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, made);
  return made;
}

/** Nesting without end exhausts the stack of the renderer: such a text is shown as it was written. */
function render(text: string, world: World, repository: Repository, tickForm: string | null): Html {
  try {
    const tree = parseMarkdown(text);
    const boxes = taskBoxesOf(tree, text);
    numberTaskBoxes(boxes);
    linkPlaces(tree, world, repository);
    stayHere(tree, world);
    const dangerous = raw(toHast(tree, { allowDangerousHtml: true }));
    const safe = sanitize(dangerous, schema);
    drawTaskBoxes(safe, boxes, tickForm);
    letKeysScroll(safe);
    return new Html(toHtml(safe));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return html`<pre>${text}</pre>`;
  }
}

/** `#7`, `octo/yard#7` and `@ana` where they exist; a line break is one, as in GitHub's comments. */
function linkPlaces(tree: Tree, world: World, repository: Repository): void {
  const link = (url: string, value: string) => ({
    type: "link" as const,
    url,
    children: [{ type: "text" as const, value }],
  });
  const issueIn = (name: string, number: string) => {
    const found = world.repositories.get(name.toLowerCase());
    return found?.issues.has(Number(number)) === true ? `/${fullNameOf(found)}/issues/${number}` : null;
  };
  const reference = (whole: string, name: string | undefined, number: string) => {
    const url = issueIn(name ?? fullNameOf(repository), number);
    return url === null ? false : link(url, whole);
  };
  const mention = (whole: string, login: string) =>
    world.accounts.has(login.toLowerCase())
      ? { type: "strong" as const, children: [{ type: "text" as const, value: whole }] }
      : false;
  findAndReplace(
    tree,
    [
      [/(?<![\w/#.-])([\w.-]{1,100}\/[\w.-]{1,100})?#(\d{1,9})(?!\w)/g, reference],
      [/(?<![\w/@.-])@([a-z\d][a-z\d-]{0,38}(?:\[bot\])?)/gi, mention],
      [/\n/g, () => ({ type: "break" as const })],
    ],
    { ignore: ["link", "linkReference"] },
  );
}

/** Links to this host keep its address, whatever scheme they were written with. */
function stayHere(node: Node | { type: string }, world: World): void {
  if (node.type === "link" && "url" in node) {
    const here = world.web.slice(world.web.indexOf("//"));
    for (const scheme of ["http:", "https:"]) {
      if (node.url.startsWith(`${scheme}${here}/`)) node.url = node.url.slice(scheme.length + here.length);
    }
  }
  if ("children" in node) for (const child of node.children) stayHere(child, world);
}

/** What may be wider than the page is reached by the keyboard, which then scrolls it. */
function letKeysScroll(node: ReturnType<typeof sanitize>): void {
  if (node.type === "element" && (node.tagName === "table" || node.tagName === "pre")) node.properties.tabIndex = 0;
  if ("children" in node) for (const child of node.children) letKeysScroll(child);
}
