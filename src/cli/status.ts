/** `signalbox status`: the status for machines, read from the coordination issue with nothing but a token. */
import type { Command } from "commander";
import { goesOnIn, readRegion } from "../core/hub-region.ts";
import { showNumbers } from "../core/model.ts";
import { readSettings } from "../core/settings/read-settings.ts";
import { type StatusForMachines, statusSchema } from "../core/status-for-machines.ts";
import type { IssueText, Reader } from "../github/open-reader.ts";
import { COLUMNS, cut, wrap } from "./columns.ts";
import { inSentences, openPlace, repositoryIn } from "./look/place.ts";
import { oneLine } from "./look/plain-text.ts";
import { UsageError } from "./usage-error.ts";

/** Hundreds of open issues that are looked through; the App opens its issue early. */
const MOST_PAGES = 20;

const EXAMPLES = `
Reads the coordination issue that Signalbox keeps in the repository and prints
the status it carries for machines. Its shape is templates/status-schema.json.
Long lists are cut there ("truncated"); npm run signalbox -- graph has
everything.

A repository is read with the token in GITHUB_TOKEN (or GH_TOKEN), which needs
to read issues only. Another host: --host, or GHE_HOST.

Examples:
  npm run signalbox -- status octo/yard
  npm run --silent signalbox -- status octo/yard --json

Exit code: 0 there is a status; 2 there is none, or it could not be read.`;

interface StatusFlags {
  readonly json?: true;
  readonly host?: string;
}

/** The JSON in the region of ours; null when there is none of our shape. */
function statusIn(body: string): StatusForMachines | null {
  const region = readRegion(body) ?? "";
  const start = region.lastIndexOf("```json\n{");
  const end = start < 0 ? -1 : region.indexOf("\n```", start);
  if (end < 0) return null;
  try {
    return statusSchema.parse(JSON.parse(region.slice(start + "```json\n".length, end)));
  } catch {
    return null;
  }
}

/** A full one names the next, which is always younger. */
async function follow(hub: IssueText, reader: Reader): Promise<IssueText> {
  const next = goesOnIn(hub.body);
  return next === null || next <= hub.number ? hub : follow(await reader.readText(next), reader);
}

async function findHub(reader: Reader): Promise<IssueText | null> {
  const settings = readSettings((await reader.readFile(".github/signalbox.yml")) ?? "");
  const adopted = settings.ok ? settings.settings.coordinationIssue : undefined;
  if (adopted !== undefined) return follow(await reader.readText(adopted), reader);
  let pages = 0;
  for await (const texts of reader.listTexts()) {
    const found = texts.find(({ isByBot, body }) => isByBot && readRegion(body) !== null);
    if (found !== undefined) return follow(found, reader);
    if (++pages === MOST_PAGES) return null;
  }
  return null;
}

function describe(status: StatusForMachines, hub: number): readonly string[] {
  const { totals, open, ready, cycles } = status;
  const counts = Object.entries(totals).map(([name, number]) => `${number} ${name}`);
  return [
    ...wrap(`${status.repository} (${status.mode}, #${hub}): ${counts.join(", ")}`, COLUMNS),
    ...(ready.length === 0 ? [] : ["", ...wrap(`Ready: ${showNumbers(ready)}`, COLUMNS, "  ")]),
    ...(open.length === 0 ? [] : ["", "With a person, or in need of a decision"]),
    ...open.map(({ issue, title, status: at, worker, needs }) =>
      cut(
        `  #${issue} ${[oneLine(title), at, worker ?? "", needs.join("; ")].filter((part) => part !== "").join(" · ")}`,
        COLUMNS,
      ),
    ),
    ...cycles.map((cycle) => cut(`  Circle: ${cycle.map((number) => `#${number}`).join(" → ")}`, COLUMNS)),
    ...(status.truncated ? ["", "Long lists are cut; `npm run signalbox -- graph` has everything."] : []),
  ];
}

async function show(where: string, flags: StatusFlags): Promise<void> {
  const name = repositoryIn(where, flags);
  const hub = await inSentences(name, flags, async () => findHub(await openPlace(name, flags)));
  const status = hub === null ? null : statusIn(hub.body);
  if (hub === null || status === null)
    throw new UsageError(`${name} has no coordination issue with a status in it. Is Signalbox installed there?`);
  const text = flags.json ? JSON.stringify(status, null, 2) : describe(status, hub.number).join("\n");
  process.stdout.write(`${text}\n`);
}

export function addStatus(program: Command): void {
  program
    .command("status")
    .description("Prints the status that the coordination issue of a repository carries for machines.")
    .argument("<repository>", "owner/name")
    .option("--json", "for machines: the status as it stands")
    .option("--host <host>", "a GitHub Enterprise Server")
    .addHelpText("after", EXAMPLES)
    .action(show);
}
