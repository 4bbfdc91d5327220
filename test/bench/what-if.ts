/**
 * What `/whatif` costs in a repository of 10,000 open issues with 400 finished ones and twenty workers: CPU ms of one whole
 * decision in which the question is answered, beside one without a question. The board is not due, so that only the
 * question asks for a forecast. Fresh questions each time: nothing reckoned for the one before helps.
 */
import { decide } from "../../src/app/wire.ts";
import type { Issue } from "../../src/core/model.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { newIssue } from "../new-issue.ts";
import { HUB, newComment, snapshotFrom } from "../world-builder.ts";
import { row } from "./table.ts";

const OPEN = 10_000;
const FINISHED = 400;
const WORKERS = 20;
const HOUR_MS = 3_600_000;

/** As it stands when all is settled: labels, dependencies and board are as they should be. */
function settledYard(): Snapshot {
  const people = Array.from({ length: WORKERS }, (_, at) => `w${at} is a worker`);
  const base = snapshotFrom([...people, "tasks are claimed"]);
  const { botId: id, botLogin: login } = base.app;
  const hub = { ...newIssue(HUB, "Coordination"), author: { id, login, isBot: true }, lastEditedAt: base.now };
  const issues = Array.from({ length: OPEN + FINISHED }, (_, at) => issueOf(at + 1, base));
  return { ...base, issues: [...issues, hub] };
}

function issueOf(number: number, { repo, now }: Snapshot): Issue {
  const blockers = [number - 1, number - 7].filter((other) => other > 0 && number % 5 !== 0);
  const waits = blockers.map((other) => `#${other}`).join(" and ");
  const issue = {
    ...newIssue(number, `Task ${number}`),
    body: `${waits === "" ? "Dependencies: none" : `Depends on ${waits}.`}\n\n**Estimate**: ${(number % 6) + 1}h`,
    blockedBy: blockers.map((other) => ({ repo, number: other })),
  };
  if (number > FINISHED)
    return { ...issue, labels: [blockers.some((other) => other > FINISHED) ? "blocked" : "ready"] };
  const at = new Date(Date.parse(now) - HOUR_MS * (1 + (number % 7))).toISOString();
  const timeline = [{ kind: "assigned", at, actor: issue.author, assignee: `w${number % WORKERS}` }] as const;
  return { ...issue, isOpen: false, stateReason: "completed", closedAt: now, timeline };
}

function cost(snapshot: Snapshot): number {
  const before = process.cpuUsage();
  decide(snapshot);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function median(questions: readonly (string | null)[], yard: Snapshot): number {
  const mara = { id: 2, login: "mara", isBot: false };
  const costs = questions.map((question) => {
    const asked = question === null ? [] : [newComment(600, FINISHED + 1, mara, question)];
    return cost({ ...yard, comments: [...yard.comments, ...asked] });
  });
  return costs.sort((one, other) => one - other)[costs.length >> 1] ?? 0;
}

export async function benchWhatIf(): Promise<void> {
  const yard = settledYard();
  const runs = Array.from({ length: 7 }, (_, at) => at);
  median([null, null, "/whatif close #500"], yard);
  const plain = median(
    runs.map(() => null),
    yard,
  );
  row("10,000 issues: a decision", `${plain.toFixed(0)} ms CPU`, "no question, board not due");
  for (const [what, question] of [
    ["close #n", (at: number) => `/whatif close #${510 + at}`],
    ["+n", (at: number) => `/whatif +${at + 1}`],
    ["@w away 3d", (at: number) => `/whatif @w${at} away 3d`],
  ] as const)
    row(`10,000 issues: /whatif ${what}`, `${median(runs.map(question), yard).toFixed(0)} ms CPU`, "under 2,000");
}

if (import.meta.main) await benchWhatIf();
