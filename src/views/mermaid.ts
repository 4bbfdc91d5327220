/** The map of open work as a Mermaid graph, kept within what GitHub draws by folding what is finished or far away. */

import { holds } from "../core/judge-edges.ts";
import { isHere, type Ref } from "../core/model.ts";
import type { Edge, Status, Task, World } from "../core/world.ts";
import { type Scene, section } from "./scene.ts";

/** Mermaid stops at 500 edges and 50,000 characters; GitHub's own limits are not published, so we stay well below. */
const MOST_CHARACTERS = 20_000;
/** Beyond this a drawing tells nobody anything; the waves and tables do. */
const MOST_TO_DRAW = 1_500;
const LABEL_LENGTH = 32;
/** No issue has a number like this; twice as long it is still exact. */
const BEYOND_NUMBERS = 2 ** 26;

/** What a status is called where no name may hold a space. */
export const STATUS_CLASS: Readonly<Record<Status, string>> = {
  ready: "ready",
  blocked: "blocked",
  "in progress": "progress",
  "in review": "review",
  hold: "hold",
  done: "done",
};

const STYLES = [
  "classDef ready fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
  "classDef blocked fill:#eaeef2,stroke:#6e7781,color:#1f2328",
  "classDef progress fill:#ddf4ff,stroke:#0969da,color:#1f2328",
  "classDef review fill:#fbefff,stroke:#8250df,color:#1f2328",
  "classDef hold fill:#fff8c5,stroke:#9a6700,color:#1f2328",
];

/** Letters, digits and plain punctuation only: nothing that Mermaid reads as entity, bracket, quote or Markdown. A straight
 * apostrophe is bent, for a quote in the drawing's language it must not be. */
export function mermaidLabel(text: string): string {
  const plain = text
    .slice(0, 400)
    .toWellFormed()
    .replaceAll("'", "’")
    .replace(/[^\p{L}\p{N} .,?!/+’-]/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
  const characters = [...plain];
  return characters.length > LABEL_LENGTH
    ? `${characters
        .slice(0, LABEL_LENGTH - 1)
        .join("")
        .trimEnd()}…`
    : plain;
}

interface Link {
  readonly from: number;
  readonly to: number;
  readonly isSoft: boolean;
}

function isDrawable(edge: Edge, world: World): boolean {
  const isOpenTask = (ref: Ref) =>
    isHere(ref, world.snapshot.repo) && (world.tasks.get(ref.number)?.status ?? "done") !== "done";
  return holds(edge) && isOpenTask(edge.dependent) && isOpenTask(edge.blocker);
}

/** Each pair once, hard before soft, in the order of their numbers. */
function listLinks(world: World): Link[] {
  const links = new Map<number, Link>();
  for (const edge of world.edges) {
    if (!isDrawable(edge, world)) continue;
    const key = edge.blocker.number * BEYOND_NUMBERS + edge.dependent.number;
    const isSoft = edge.kind === "soft" && links.get(key)?.isSoft !== false;
    links.set(key, { from: edge.blocker.number, to: edge.dependent.number, isSoft });
  }
  return [...links.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Each once, in the order in which the links name them. */
function endsOf(links: readonly Link[]): readonly number[] {
  const ends = new Set<number>();
  for (const { from, to } of links) ends.add(from).add(to);
  return [...ends];
}

/** How many steps a task is from work that goes on or could start: what is near is drawn first. */
function distances(links: readonly Link[], world: World): ReadonlyMap<number, number> {
  const next = new Map<number, number[]>();
  for (const { from, to } of links) {
    const before = next.get(from);
    if (before === undefined) next.set(from, [to]);
    else before.push(to);
  }
  let wave = endsOf(links).filter((number) => world.tasks.get(number)?.status !== "blocked");
  const found = new Map(wave.map((number) => [number, 0]));
  for (let step = 1; wave.length > 0; step += 1) {
    // Each once: where ways part and meet again, a wave that names it for every way doubles with every step.
    wave = [...new Set(wave.flatMap((number) => next.get(number) ?? []))].filter((number) => !found.has(number));
    for (const number of wave) found.set(number, step);
  }
  return found;
}

function drawNode(task: Task): string {
  const { number, title } = task.issue;
  return `n${number}["${`${number} · ${mermaidLabel(title)}`.trim()}"]:::${STATUS_CLASS[task.status]}`;
}

function draw(links: readonly Link[], world: World): string {
  const numbers = endsOf(links).toSorted((a, b) => a - b);
  const nodes = numbers.flatMap((number) => world.tasks.get(number) ?? []).map(drawNode);
  const arrows = links.map(({ from, to, isSoft }) => `n${from} ${isSoft ? "-.->" : "-->"} n${to}`);
  return ["graph LR", ...nodes, ...arrows, ...STYLES].join("\n");
}

/** As many links as fit both limits, nearest first. */
function choose(links: readonly Link[], most: number, world: World): { chosen: readonly Link[]; text: string } {
  const distance = distances(links, world);
  const byDistance: Link[][] = [[]];
  for (const link of links) {
    const steps = distance.get(link.from) ?? links.length;
    const others = byDistance[steps];
    if (others === undefined) byDistance[steps] = [link];
    else others.push(link);
  }
  let chosen = byDistance.flat().slice(0, most);
  let text = draw(chosen, world);
  while (text.length > MOST_CHARACTERS && chosen.length > 0) {
    chosen = chosen.slice(0, Math.floor(chosen.length * 0.8));
    text = draw(chosen, world);
  }
  return { chosen, text };
}

/** The bare graph, for those who draw it themselves. */
export function drawMap(world: World, most: number): string {
  return choose(listLinks(world), most, world).text;
}

/** `most` is the number of edges there is room for; nothing is drawn where nothing waits. */
export function renderMap({ world, by }: Scene, most: number): string {
  const links = listLinks(world);
  if (links.length === 0) return "";
  const tooMuch = `${links.length} open dependencies are too many to draw; the tables and waves above have them.`;
  if (most === 0 || links.length > MOST_TO_DRAW) return section("Map", tooMuch);
  const { chosen, text } = choose(links, most, world);
  const left = links.length - chosen.length;
  const notes = [
    ...(by.done.length > 0 ? [`${by.done.length} finished`] : []),
    ...(left > 0 ? [`${left} dependencies further away`] : []),
  ];
  const folded = notes.length > 0 ? `\n\nNot drawn: ${notes.join(", ")}.` : "";
  return section("Map", `\`\`\`mermaid\n${text}\n\`\`\`${folded}`);
}
