/**
 * What it costs to turn a plan of a thousand tasks into issues: the whole App against the local GitHub, with webhooks,
 * native dependencies and status labels, while answers are lost and requests refused now and then. CPU of both sides in
 * virtual time; throws when an issue stands twice or is missing.
 */
import { openApp } from "../../src/app/wire.ts";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { openVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { appId, appKey, secret } from "../sim/app-key.ts";
import { row } from "./table.ts";

const REPO = "octo/yard";
const PATH = "docs/large.md";
const TASKS = 1000;
const HOUR = 3_600_000;
const MOST_HOURS = 24;
const FAULTS = ["reset-after-write", "reset-before-write", "error-after-write", "error-before-write"] as const;

/** Twenty lines of work, each task behind the one before it in its line and one of the line beside it. */
export function largePlan(tasks: number): string {
  const rows = Array.from({ length: tasks }, (_, at) => {
    const waits = [at - 20, at - 21].filter((one) => one >= 0).map((one) => `T-${one}`);
    return `| T-${at} | Piece ${at} | ${waits.join(", ") || "-"} | 2h |`;
  });
  return ["# Large", "", "| ID | Task | Depends on | Est. |", "|---|---|---|---|", ...rows].join("\n");
}

export interface Yard {
  readonly clock: ReturnType<typeof openVirtualClock>;
  readonly sandbox: ReturnType<typeof openSandbox>;
  stop(): Promise<void>;
}

/** The App on a repository with that plan, told to apply it; every hundredth write of each kind goes wrong. */
export async function openLargeYard(tasks: number): Promise<Yard> {
  const clock = openVirtualClock("2026-06-01T08:00:00Z");
  const sandbox = openSandbox({ clock, seed: 7 });
  const settings = "mode: live\nassignment: claims\nworkers: [{ name: ana }]\n";
  const files = { ".github/signalbox.yml": settings, [PATH]: largePlan(tasks) };
  sandbox.repository(REPO, { collaborators: { mia: "maintain", ana: "write" }, files });
  sandbox.installApp({ appId, slug: "signalbox", publicKeyPem: appKey.publicKey, webhookSecrets: [secret] }, [REPO]);
  for (const [turn, kind] of FAULTS.entries()) {
    let seen = 0;
    const isStruck = (request: string) => {
      if (!/^(?:POST|PATCH|DELETE) \/repos\//.test(request)) return false;
      seen += 1;
      return seen % 101 === 20 * (turn + 1);
    };
    sandbox.faults.next({ kind, match: isStruck, times: tasks });
  }
  const place = { baseUrl: sandbox.apiUrl, fetch: sandbox.fetch as typeof fetch };
  const app = openApp({
    ...{ appId, privateKeys: [appKey.privateKey], secrets: [secret], clock, ...place },
    store: openSqliteStore(":memory:"),
  });
  sandbox.onDelivery(async ({ headers, body }) => {
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    return app.receive({ headers: lower, body: Buffer.from(body) });
  }, appId);
  await app.start();
  await clock.advance(60_000);
  const hub = sandbox.issues(REPO)[0]?.number ?? 0;
  for (const line of [`/plan ${PATH}`, "/plan apply"]) {
    sandbox.as("mia").comment(REPO, hub, line);
    await clock.advance(60_000);
  }
  const stop = async () => {
    const stopping = app.stop();
    await clock.advance(60_000);
    await stopping;
  };
  return { clock, sandbox, stop };
}

/** Titles of the tasks that stand, and how many dependencies they have together. */
export function standing({ sandbox }: Yard): { readonly titles: readonly string[]; readonly edges: number } {
  const issues = sandbox.issues(REPO).filter(({ title }) => title.startsWith("T-"));
  return {
    titles: issues.map(({ title }) => title),
    edges: issues.reduce((sum, one) => sum + one.blockedBy.length, 0),
  };
}

export async function benchPlanApply(): Promise<void> {
  const before = process.cpuUsage();
  const yard = await openLargeYard(TASKS);
  const wanted = 2 * TASKS - 41;
  let hours = 0;
  while (hours < MOST_HOURS && (standing(yard).titles.length < TASKS || standing(yard).edges < wanted)) {
    await yard.clock.advance(HOUR);
    hours += 1;
  }
  await yard.clock.advance(HOUR);
  await yard.stop();
  const { user, system } = process.cpuUsage(before);
  const { titles, edges } = standing(yard);
  if (titles.length !== TASKS || new Set(titles).size !== TASKS || edges !== wanted)
    throw new Error(`${titles.length} issues, ${new Set(titles).size} of them different, ${edges} dependencies`);
  const cost = `${((user + system) / 1_000_000).toFixed(0)} s`;
  row(`a plan of ${TASKS} tasks as issues`, cost, `${edges} dependencies, ${hours} h on the clock, no double`);
}
