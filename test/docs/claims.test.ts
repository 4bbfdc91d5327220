// What README, CONTRIBUTING and the other documents name exists: scripts, subcommands, slash commands, files and links.
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { HOOK_PATH } from "../../src/app/serve.ts";
import { buildProgram } from "../../src/cli/main.ts";
import { commands } from "../../src/commands/all.ts";
import { root } from "../source-file.ts";

/** Made from examples, which name whatever they like; tests of their own hold them. */
const EXAMPLES = ["commands.md", "language.md"];
const documents = globSync(["*.md", ".github/*.md", ".github/decisions/*.md", "src/**/*.md"], { cwd: root }).filter(
  (path) => !EXAMPLES.includes(basename(path)),
);
/** Paths begin in one of these, or are files of the root. */
const ROOMS = /^(?:src|test|templates|\.github|\.ci)(?:\/|$)/;
/** Pages of the running App. */
const PAGES = ["/healthz", "/readyz", "/metrics", "/probot", HOOK_PATH];
/** A folder of the container, and an example of a word that is no command. */
const NO_COMMANDS = ["/data", "/word"];

interface Claims {
  readonly path: string;
  /** What stands in back-ticks or in a block of shell commands, without the line ends in it. */
  readonly code: readonly string[];
  readonly links: readonly string[];
}

function claimsOf(path: string, text: string): Claims {
  const shell = [...text.matchAll(/^```sh\n([^`]{0,2000})^```$/gm)].flatMap(([, lines = ""]) => lines.split("\n"));
  const prose = text.replace(/^ {0,3}```[^`]{0,20000}```$/gm, "");
  const spans = [...prose.matchAll(/(?<!`)`([^`]{1,200})`(?!`)/g)].map(([, code = ""]) => code.replace(/\s+/g, " "));
  const links = [...prose.matchAll(/\]\(([^)\s]{1,200})\)/g)].map(([, target = ""]) => target);
  return { path, code: [...spans, ...shell], links };
}

const claims = documents.map((path) => claimsOf(path, readFileSync(join(root, path), "utf8")));
const files = new Set(
  globSync(["src/**/*", "test/**/*", "templates/**/*"], { cwd: root }).map((path) => basename(path)),
);
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
const program = await buildProgram();

function unknownScripts({ code }: Claims): string[] {
  const run = code.flatMap((one) => [...one.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name = ""]) => name));
  return run.filter((name) => scripts[name] === undefined).map((name) => `npm run ${name}`);
}

function unknownSubcommands({ code }: Claims): string[] {
  const said = code.flatMap((one) => [...one.matchAll(/(?:npm run signalbox --|^signalbox) ([a-z]+)/g)]);
  const known = ["help", ...program.commands.map((command) => command.name())];
  return said.map(([, name = ""]) => name).filter((name) => !known.includes(name));
}

function unknownCommands({ code }: Claims): string[] {
  const slashed = code.flatMap((one) => /^\/[a-z]+(?![\w/.-])/.exec(one)?.[0] ?? []);
  const known = [...PAGES, ...NO_COMMANDS, ...commands.map(({ name }) => `/${name}`)];
  return slashed.filter((word) => !known.includes(word));
}

/** Paths of the repository, and single files of ours by their name. */
function missingFiles({ code }: Claims): string[] {
  const words = code.filter((one) => /^[\w./-]+$/.test(one));
  const paths = words.filter((one) => ROOMS.test(one) && one !== ".github/signalbox.yml");
  const names = words.filter((one) => /^[\w-]+\.ts$/.test(one));
  return [...paths.filter((path) => !existsSync(join(root, path))), ...names.filter((name) => !files.has(name))];
}

function deadLinks({ path, links }: Claims): string[] {
  return links.filter((link) => {
    const [file = "", heading] = link.split("#");
    const target = file === "" ? join(root, path) : join(root, dirname(path), file);
    return !/^[a-z]+:/.test(link) && !(existsSync(target) && (heading === undefined || hasHeading(target, heading)));
  });
}

/** By the name GitHub makes of it: lower case, blanks as hyphens, no other signs. */
function hasHeading(path: string, name: string): boolean {
  const headings = [...readFileSync(path, "utf8").matchAll(/^#{1,6} (.+)$/gm)].map(([, text = ""]) => text);
  const anchors = headings.map((text) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );
  return anchors.includes(name);
}

test.each(claims.map((one): [string, Claims] => [one.path, one]))("%s names nothing that is not there", (_, one) => {
  const wrong = { scripts: unknownScripts(one), subcommands: unknownSubcommands(one), commands: unknownCommands(one) };
  expect({ ...wrong, files: missingFiles(one), links: deadLinks(one) }).toEqual({
    scripts: [],
    subcommands: [],
    commands: [],
    files: [],
    links: [],
  });
});

test("a claim that is not true is noticed, whatever it is about", () => {
  const text =
    "`npm run fly`, `npm run signalbox -- swim`, `/dance #2`, `src/nowhere.ts`, `nothing-here.ts`, [x](gone.md#a) [x](#b) [x](.github/operations.md#c) [x](#try-it)\n\n" +
    "```sh\nnpm run dive   # deep\n```\n";
  const one = claimsOf("README.md", text);
  expect(unknownScripts(one)).toEqual(["npm run fly", "npm run dive"]);
  expect(unknownSubcommands(one)).toEqual(["swim"]);
  expect(unknownCommands(one)).toEqual(["/dance"]);
  expect(missingFiles(one)).toEqual(["src/nowhere.ts", "nothing-here.ts"]);
  expect(deadLinks(one)).toEqual(["gone.md#a", "#b", ".github/operations.md#c"]);
});

test("there is something to hold to: the README names scripts, commands, files and links", () => {
  const readme = claims.find(({ path }) => path === "README.md");
  expect(readme?.links.length).toBeGreaterThan(5);
  for (const word of [/^npm run /, /^\//, /^src\//]) expect(readme?.code.some((one) => word.test(one))).toBe(true);
});
