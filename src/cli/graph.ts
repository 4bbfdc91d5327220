/** `signalbox graph`: what waits for what in a repository or a file of issues, for people, as JSON, Mermaid or a picture. */
import { type Command, Option } from "commander";
import { type GraphReport, reportGraph } from "../core/graph-report.ts";
import { drawMap, STATUS_CLASS } from "../views/mermaid.ts";
import { complain } from "./complain.ts";
import { drawGraphSvg, MOST_NODES } from "./graph-svg.ts";
import { describeGraph } from "./look/describe-graph.ts";
import { lookAt } from "./look/look-at.ts";
import { oneLine } from "./look/plain-text.ts";

interface GraphFlags {
  readonly json?: true;
  readonly mermaid?: true;
  readonly svg?: true;
  readonly host?: string;
}

const MOST_EDGES_DRAWN = 1_500;

const EXAMPLES = `
Reads the issues, their texts and GitHub's own dependencies, and says what is
ready, what is blocked and why, which issues wait for each other in a circle,
what can be done side by side, and the longest chain. It writes nothing.

A repository is read with the token in GITHUB_TOKEN (or GH_TOKEN), which needs
to read issues only. Another host: --host, or GHE_HOST.

Examples:
  npm run signalbox -- graph octo/yard
  npm run --silent signalbox -- graph octo/yard --json > graph.json
  npm run --silent signalbox -- graph octo/yard --svg > graph.svg
  gh api --paginate "repos/octo/yard/issues?state=all" > yard.json
  npm run signalbox -- graph yard.json --mermaid

Exit code: 0 it was read; 2 it could not be read (the sentence says why).`;

/** What is said of blockers that are no open task here, by the state of the wait. */
const OTHERS: Readonly<Record<string, string>> = { open: "open", unreachable: "cannot be seen" };

function drawSvg(report: GraphReport): string {
  const here = (number: number) => `${report.repository}#${number}`;
  const short = (ref: string) => (ref.startsWith(`${report.repository}#`) ? ref.slice(report.repository.length) : ref);
  const edges = report.edges.filter(({ counted, isWaived }) => counted && !isWaived);
  const linked = new Set(edges.flatMap(({ dependent, blocker }) => [dependent, blocker]));
  const open = report.issues.filter(({ status, number }) => status !== "done" && linked.has(here(number)));
  const shown = [...open].sort((a, b) => a.wave - b.wave || a.number - b.number).slice(0, MOST_NODES);
  const nearby = new Set(shown.map(({ number }) => here(number)));
  const others = shown.flatMap(({ waits }) => waits).filter(({ ref }) => ref !== null && !nearby.has(ref));
  const elsewhere = new Map(others.map(({ ref, state }) => [ref ?? "", OTHERS[state] ?? state]));
  const critical = new Set(shown.filter(({ isCritical }) => isCritical).map(({ number }) => here(number)));
  const left = open.length - shown.length;
  const drawing = drawGraphSvg({
    label: `What waits for what in ${report.repository}: ${shown.length} open issues${left > 0 ? `, ${left} left out` : ""}`,
    nodes: [
      ...shown.map(({ number, title, status, isCritical }) => ({
        ...{ id: `#${number}`, title: oneLine(title), kind: STATUS_CLASS[status], isCritical },
      })),
      ...[...elsewhere].map(([ref, title]) => ({ id: short(ref), title, kind: "plain" })),
    ],
    edges: edges.map(({ dependent, blocker, kind }) => ({
      blocker: short(blocker),
      dependent: short(dependent),
      isSoft: kind === "soft",
      isCritical: critical.has(blocker) && critical.has(dependent),
    })),
  });
  return drawing.text;
}

async function show(target: string, flags: GraphFlags): Promise<void> {
  const { world, notes } = await lookAt(target, flags);
  const report = reportGraph(world);
  const print = (text: string) => process.stdout.write(`${text}\n`);
  if (flags.json) print(JSON.stringify(report, null, 2));
  else if (flags.mermaid) print(drawMap(world, MOST_EDGES_DRAWN));
  else if (flags.svg) print(drawSvg(report));
  else print(describeGraph(report).join("\n"));
  for (const note of notes) complain(note);
}

export function addGraph(program: Command): void {
  program
    .command("graph")
    .description("Shows what waits for what in a repository, live and read only, or in a file of issues.")
    .argument("<where>", "owner/name, or a JSON file of issues")
    .addOption(new Option("--json", "for machines: everything as one JSON object").conflicts(["mermaid", "svg"]))
    .addOption(new Option("--mermaid", "a Mermaid graph of the open work").conflicts(["json", "svg"]))
    .addOption(new Option("--svg", "a picture that needs nothing else").conflicts(["json", "mermaid"]))
    .option("--host <host>", "a GitHub Enterprise Server")
    .addHelpText("after", EXAMPLES)
    .action(show);
}
