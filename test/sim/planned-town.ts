/** A town that works by a plan document: it is shown, applied, rewritten; agents are started by people, and one issue fills up. */
import { MOST_COMMENTS } from "../../src/core/hubs.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Issue } from "../../src/sandbox/state.ts";
import type { VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { fillConversation } from "../full-conversation.ts";
import { DEEDS, type Deed, isHub, MAINTAINER, numbers, pick, REPO, type Town, type TownPlan, WORKERS } from "./town.ts";

const MINUTE = 60_000;
export const PLAN_PATH = "docs/plan.json";
export const COPILOT = "copilot-swe-agent[bot]";
/** Notices a day for each person. */
export const PER_DAY = 2;

const SETTINGS = `mode: live
scope: all
briefs: everybody
notifications: { perDay: ${PER_DAY} }
dashboard: { everySeconds: 60 }
workers:
  - { name: ana, slots: 1 }
  - { name: bob, slots: 2 }
  - { name: cho, kind: agent }
  - { name: copilot, kind: agent, login: "${COPILOT}", startedBy: person }
`;

interface Written {
  readonly id: string;
  readonly phase: string;
  readonly dependsOn: readonly string[];
}

/** What each writing of the document holds; the ids stay the same, tasks come, go, move and wait for others. */
const WRITINGS: readonly (readonly Written[])[] = [
  [
    { id: "A1", phase: "hull", dependsOn: [] },
    { id: "A2", phase: "hull", dependsOn: ["A1"] },
    { id: "B1", phase: "engine", dependsOn: ["A2"] },
  ],
  [
    { id: "A1", phase: "hull", dependsOn: [] },
    { id: "A2", phase: "engine", dependsOn: ["A1", "C1"] },
    { id: "B1", phase: "engine", dependsOn: ["A2"] },
    { id: "C1", phase: "hull", dependsOn: [] },
  ],
  [
    { id: "A2", phase: "hull", dependsOn: [] },
    { id: "B1", phase: "engine", dependsOn: ["C1"] },
    { id: "C1", phase: "engine", dependsOn: [] },
  ],
];

function document(tasks: readonly Written[]): string {
  const phases = [...new Set(tasks.map(({ phase }) => phase))];
  return JSON.stringify({
    title: "Ferry",
    tasks: tasks.map(({ id, phase, dependsOn }) => ({ id, title: `Build ${id}`, phase, dependsOn, estimate: "1h" })),
    phases: phases.map((id, at) => {
      const taskIds = tasks.flatMap((task) => (task.phase === id ? [task.id] : []));
      return { id, title: `The ${id}`, taskIds, order: at + 1 };
    }),
    gates: [
      { id: "g1", title: "Watertight", criteria: ["No water"], approver: MAINTAINER, after: ["A2"], before: ["B1"] },
    ],
  });
}

/** What the document says now. */
export function writtenNow(sandbox: Sandbox): readonly Written[] {
  const text = sandbox.repositoryOf(REPO).files.get(PLAN_PATH) ?? "";
  return (JSON.parse(text) as { readonly tasks: readonly Written[] }).tasks;
}

export function hubs(sandbox: Sandbox): readonly Issue[] {
  return sandbox.issues(REPO).filter(isHub);
}

function hub({ sandbox }: Town): number | null {
  return hubs(sandbox).at(-1)?.number ?? null;
}

function onHub(who: readonly string[], lines: readonly string[]): Deed {
  return (town) => {
    const number = hub(town);
    if (number !== null) town.sandbox.as(pick(town.random, who)).comment(REPO, number, pick(town.random, lines));
  };
}

const askForPlan = onHub([MAINTAINER], [`/plan ${PLAN_PATH}`, `/plan ${PLAN_PATH} include-done`]);
const applyPlan = onHub([MAINTAINER], ["/plan apply"]);
const talk = onHub(
  [...WORKERS, MAINTAINER],
  [
    "/urgent the pump is stuck",
    "/resolved",
    "/away until tomorrow",
    "/stop because of smoke",
    "/start",
    "/plan stop",
    "/plan",
  ],
);

const rewrite: Deed = ({ sandbox, random }) => {
  sandbox.as(MAINTAINER).commitFile(REPO, PLAN_PATH, document(pick(random, WRITINGS)));
};

const offered = ({ sandbox }: Town) =>
  sandbox.issues(REPO).filter(({ labels }) => labels.some(({ name }) => name === "start:copilot"));

const start: Deed = (town) => {
  const [issue] = offered(town);
  if (issue !== undefined) town.sandbox.as(MAINTAINER).assign(REPO, issue.number, COPILOT);
};

const decline: Deed = (town) => {
  const [issue] = offered(town);
  if (issue !== undefined) town.sandbox.as(MAINTAINER).removeLabel(REPO, issue.number, "start:copilot");
};

const openGate: Deed = (town) => {
  const gates = numbers(town, true).filter((one) => town.sandbox.issue(REPO, one).title.startsWith("Gate:"));
  if (gates.length > 0) town.sandbox.as(MAINTAINER).comment(REPO, pick(town.random, gates), "/gate approve");
};

/** Words under an issue of the plan: from then on it is edited by hand. */
const writeUnder: Deed = (town) => {
  const ours = numbers(town).filter((one) => town.sandbox.issue(REPO, one).author.login === "signalbox[bot]");
  if (ours.length === 0) return;
  const number = pick(town.random, ours);
  const { body } = town.sandbox.issue(REPO, number);
  town.sandbox.as(MAINTAINER).editIssue(REPO, number, { body: `${body}\n\nMind the paint.` });
};

/** Years of talk at once; rare, because every page of it is read. */
const fill: Deed = (town) => {
  const number = hub(town);
  if (number !== null && hubs(town.sandbox).length < 2) fillConversation(town.sandbox, REPO, number, MOST_COMMENTS);
};

export const PLANNED: TownPlan = {
  settings: SETTINGS,
  files: { [PLAN_PATH]: document(WRITINGS[0] ?? []) },
  people: { [COPILOT]: "write" },
  deeds: [
    ...DEEDS,
    [5, askForPlan],
    [7, applyPlan],
    [3, talk],
    [2, rewrite],
    [3, start],
    [1, decline],
    [1, openGate],
    [1, writeUnder],
    [0.2, fill],
  ],
};

/** In the calm after the storm the maintainer has the document shown as it is now, and applied. */
export async function asksForAll(town: Town, clock: VirtualClock): Promise<void> {
  await clock.advance(20 * MINUTE);
  for (const line of ["/start", `/plan ${PLAN_PATH}`, "/plan apply"]) {
    onHub([MAINTAINER], [line])(town);
    await clock.advance(10 * MINUTE);
  }
}
