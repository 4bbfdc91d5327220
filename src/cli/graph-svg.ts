/** Draws a dependency graph as one self-contained SVG picture: blockers left, dependents right, light and dark. */
import dagre from "@dagrejs/dagre";
import { type Html, html } from "../core/html.ts";

export interface GraphNode {
  readonly id: string;
  /** Beside the id; cut where it is too long, in full as a tooltip. */
  readonly title: string;
  /** What the colour says, as a CSS class: `ready`, `blocked`, `progress`, `review`, `hold`, `done`, `gate`, `plain`. */
  readonly kind: string;
  readonly isCritical?: boolean;
}

export interface GraphEdge {
  readonly blocker: string;
  readonly dependent: string;
  readonly isSoft?: boolean;
  readonly isCritical?: boolean;
}

export interface GraphDrawing {
  /** Said to those who cannot see the picture. */
  readonly label: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Beyond this the layout takes seconds and nobody finds anything in the picture. */
export const MOST_NODES = 400;

const ROW = 44;
const MARGIN = 12;
const CHARACTER = 6.6;
const LONGEST = 30;

/** Network-simplex layers after Gansner et al., "A technique for drawing directed graphs" (1993), by dagre. */
export function drawGraphSvg({ label, nodes, edges }: GraphDrawing): Html {
  // The layout keeps its names in plain objects: `valueOf` would be no name there.
  const nameOf = new Map(nodes.map(({ id }, at) => [id, `n${at}`]));
  const drawn = edges.flatMap((edge) => {
    const [from, to] = [nameOf.get(edge.blocker), nameOf.get(edge.dependent)];
    return from === undefined || to === undefined ? [] : [{ edge, from, to }];
  });
  const layout = new dagre.graphlib.Graph();
  layout.setGraph({ rankdir: "LR", nodesep: 10, ranksep: 46, marginx: MARGIN, marginy: MARGIN });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const [at, node] of nodes.entries()) layout.setNode(`n${at}`, { width: widthOf(node), height: ROW - 8 });
  for (const { from, to } of drawn) layout.setEdge(from, to);
  dagre.layout(layout);
  const { width = 0, height = 0 } = layout.graph();
  const size = { width: Math.max(1, Math.ceil(width)), height: Math.max(1, Math.ceil(height)) };
  return html`<svg class="graph" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${label}" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">
<style>${GRAPH_STYLE}</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
${drawn.map(({ edge, from, to }) => drawEdge(edge, layout.edge(from, to)?.points ?? []))}
${nodes.map((node, at) => drawNode(node, layout.node(`n${at}`)))}
</svg>`;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function widthOf({ id, title }: GraphNode): number {
  return 20 + CHARACTER * Math.min(LONGEST, Math.max([...id].length, [...title].length, 4));
}

function drawEdge({ isSoft = false, isCritical = false }: GraphEdge, points: readonly Point[]): Html {
  const path = points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  const names = ["edge", isSoft && "soft", isCritical && "critical"].filter(Boolean).join(" ");
  return html`<path class="${names}" d="${path}" marker-end="url(#tip)"/>\n`;
}

function drawNode(node: GraphNode, { x, y }: Point): Html {
  const width = widthOf(node);
  const names = `node ${node.kind}${node.isCritical === true ? " critical" : ""}`;
  const title = node.title === node.id ? "" : node.title;
  const box = html`<rect x="${(x - width / 2).toFixed(1)}" y="${y - ROW / 2 + 4}" width="${width.toFixed(1)}" height="${ROW - 8}" rx="6"/>`;
  const first = html`<text class="id" x="${x.toFixed(1)}" y="${title === "" ? y + 4 : y - 3}">${cutTo(node.id)}</text>`;
  const second = title !== "" && html`<text x="${x.toFixed(1)}" y="${y + 11}">${cutTo(title)}</text>`;
  return html`<g class="${names}"><title>${title === "" ? node.id : `${node.id} ${title}`}</title>${box}${first}${second}</g>\n`;
}

function cutTo(text: string): string {
  const characters = [...text];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : text;
}

const GRAPH_STYLE = `.graph{font:11px system-ui,sans-serif}.graph text{text-anchor:middle;fill:#1f2328}.graph .id{font-weight:600}
.graph rect{fill:#f6f8fa;stroke:#8c959f}.graph .edge{fill:none;stroke:#8c959f}.graph .tip{fill:context-stroke}
.graph .soft{stroke-dasharray:4 3}
.graph .ready rect{fill:#dafbe1;stroke:#1a7f37}.graph .progress rect{fill:#ddf4ff;stroke:#0969da}
.graph .review rect{fill:#fbefff;stroke:#8250df}.graph .hold rect{fill:#fff8c5;stroke:#9a6700}
.graph .done rect{fill:#eaeef2;stroke:#afb8c1}.graph .gate rect{fill:#fff1e5;stroke:#bc4c00}
@media(prefers-color-scheme:dark){.graph text{fill:#e6edf3}.graph rect{fill:#212830;stroke:#6e7681}
.graph .edge{stroke:#6e7681}.graph .ready rect{fill:#12361f}.graph .progress rect{fill:#122d4d}
.graph .review rect{fill:#2e1d4d}.graph .hold rect{fill:#3b2f0c}.graph .done rect{fill:#161b22}.graph .gate rect{fill:#4a2108}}
.graph .edge.critical,.graph .critical rect{stroke:#cf222e;stroke-width:2}`;
