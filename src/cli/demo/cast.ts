/** Who plays: the plan's workers (or those its owners suggest), reviewers, passers-by, a maintainer, a stranger. */

import type { Plan, PlanTask } from "../../core/plans/plan.ts";
import { isMeantFor, isSameWord, levelOf } from "../../core/schedule/words-match.ts";
import { drawOne } from "./draw.ts";
import { ownersOf, skillsOf, workersFromOwners } from "./owners.ts";
import type { Player, TemperamentName } from "./player.ts";
import { slug } from "./slug.ts";

export interface Cast {
  readonly players: readonly Player[];
  /** Names that tasks give as their reviewer, each with an account of its own. */
  readonly reviewers: readonly { readonly name: string; readonly login: string }[];
  /** People with triage permission outside the settings, who claim by hand. */
  readonly passersBy: readonly string[];
  readonly maintainer: string;
  /** An account that cannot be assigned. */
  readonly stranger: string;
  /** The plan as it is played. */
  readonly plan: Plan;
}

/** Speaks for every worker without an account. */
const RELAY = "relay";

export function castFor(plan: Plan, seed: number, wanted: number | null): Cast {
  const played = fitPlan(plan, wanted !== null);
  const tasks = played.tasks.filter((task) => task.status !== "done");
  const listed = wanted === null ? listedPlayers(played) : generic(played, wanted);
  const players = withTempers(complete(listed, tasks, played), tasks, seed);
  const taken = new Set(players.map((player) => player.name.toLowerCase()));
  const reviewers = reviewersOf(tasks, taken);
  for (const { login } of reviewers) taken.add(login.toLowerCase());
  const free = (login: string) => (taken.has(login) ? `${login}-2` : login);
  return {
    players,
    reviewers,
    passersBy: [free("tove"), free("ravn")],
    maintainer: free("maintainer"),
    stranger: free("stranger"),
    plan: played,
  };
}

/** Names that fit into a label and a report; no dates (virtual time is not theirs); nothing that exists (the repository is new); with `isOpenToAll`, no demands. */
function fitPlan(plan: Plan, isOpenToAll: boolean): Plan {
  const tasks = plan.tasks.map((task) => ({
    ...task,
    adopts: null,
    notBefore: null,
    due: null,
    owner: isOpenToAll || task.owner === null ? null : slug(task.owner),
    reviewer: task.reviewer === null ? null : slug(task.reviewer),
  }));
  return {
    ...plan,
    tasks,
    gates: plan.gates.map((gate) => ({ ...gate, approver: isOpenToAll ? null : approverOf(gate, plan) })),
  };
}

/** A worker with an account who may also have built what the gate closes; for everybody else the maintainer stands in. */
function approverOf({ approver, fresh }: Plan["gates"][number], { workers }: Plan): string | null {
  const name = approver === null || fresh ? null : slug(approver);
  return workers.some(({ login }) => login !== null && slug(login) === name) ? name : null;
}

function listedPlayers(plan: Plan): Player[] {
  if (plan.workers.length === 0) return workersFromOwners(plan, RELAY);
  return plan.workers.map((worker): Player => {
    const name = slug(worker.login ?? worker.id);
    return {
      ...worker,
      name,
      login: worker.login === null ? null : name,
      account: worker.login === null ? RELAY : name,
      role: worker.role === "orchestrator" ? "builder" : worker.role,
      temperament: "steady",
    };
  });
}

function generic(plan: Plan, count: number): Player[] {
  return Array.from({ length: count }, (_, at) => spare(`worker-${at + 1}`, plan));
}

/** Can do whatever the plan asks for. */
function spare(name: string, plan: Plan): Player {
  const skills = skillsOf(plan.tasks);
  const rest = { slots: 1, standby: false, tracks: [], temperament: "steady" } as const;
  return { name, login: null, account: RELAY, kind: "agent", role: "builder", skills, ...rest };
}

/** The rules of the App seen from outside: may this worker ever be given this task? */
function couldTake(player: Player, task: PlanTask): boolean {
  const worker = { name: player.name, login: player.login, skills: player.skills };
  const isMeant = task.owner !== null && isMeantFor(task.owner, worker);
  if (task.owner !== null && !isMeant) return false;
  if (player.role === "reviewer" && !isMeant) return false;
  const track = task.track;
  const isOnTrack =
    player.tracks.length === 0 || (track !== null && player.tracks.some((mine) => isSameWord(mine, track)));
  return isOnTrack && Object.entries(task.skills).every(([skill, level]) => levelOf(worker, skill) >= level);
}

/** A plan may ask for somebody it does not list: that somebody joins. */
function complete(players: readonly Player[], tasks: readonly PlanTask[], plan: Plan): Player[] {
  const all = [...players];
  for (const task of tasks) {
    if (all.some((player) => couldTake(player, task))) continue;
    const name = task.owner ?? "spare-hand";
    const same = all.findIndex((player) => isSameWord(player.name, name));
    if (same >= 0) all.splice(same, 1, { ...spare(name, plan), login: all[same]?.login ?? null });
    else all.push(spare(name, plan));
  }
  return all.map((player) => ({ ...player, account: player.login ?? RELAY }));
}

/** Reviewers look at work, so they need hands that built nothing: an account of their own. */
function reviewersOf(tasks: readonly PlanTask[], taken: ReadonlySet<string>): Cast["reviewers"] {
  const names = new Set(tasks.flatMap((task) => task.reviewer ?? []));
  return [...names].filter((name) => !taken.has(name.toLowerCase())).map((name) => ({ name, login: name }));
}

/** One of each kind where there are enough: whoever falls silent must not be the only one who can do the work. */
function withTempers(players: readonly Player[], tasks: readonly PlanTask[], seed: number): Player[] {
  const builders = players.filter((player) => player.role === "builder" && !player.standby);
  const hasStandIn = (player: Player) =>
    tasks.some((task) => couldTake(player, task)) &&
    tasks.every(
      (task) => !couldTake(player, task) || builders.some((other) => other !== player && couldTake(other, task)),
    );
  const chosen = new Map<Player, TemperamentName>();
  const cast = (name: TemperamentName, from: readonly Player[]) => {
    const one = drawOne(
      seed,
      from.filter((player) => !chosen.has(player)),
      name,
    );
    if (one !== undefined) chosen.set(one, name);
  };
  if (builders.length > 1) cast("silent", builders.filter(hasStandIn));
  cast("stuck", builders);
  cast("slow", builders);
  cast("careful", builders);
  return players.map((player) => ({ ...player, temperament: chosen.get(player) ?? "steady" }));
}

/** For the opening line of the story: how many of which kind. */
export function describeCast({ players, plan }: Cast): string {
  const people = players.filter((player) => player.kind === "person").length;
  const agents = players.length - people;
  const owners = plan.workers.length === 0 && ownersOf(plan).length > 0 ? ", named after the plan's owners" : "";
  const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;
  if (people === 0) return `${count(agents, "agent", "agents")}${owners}`;
  return `${count(people, "person", "people")} and ${count(agents, "agent", "agents")}${owners}`;
}

/** Everybody who acts besides the workers, so that no name in the story is a riddle. */
export function describeOthers({ players, reviewers, passersBy, maintainer, stranger }: Cast): string {
  const speaksForOthers = players.some(({ account }) => account === RELAY);
  return [
    maintainer === "maintainer" ? "a maintainer" : `${maintainer} (maintainer)`,
    ...reviewers.map(({ login }) => `${login} (reviewer)`),
    `${passersBy.join(" and ")} (passers-by who claim a task by hand)`,
    `${stranger === "stranger" ? "a stranger" : `${stranger} (a stranger)`} who cannot be assigned`,
    ...(speaksForOthers ? [`${RELAY} (the account of workers without one of their own)`] : []),
  ].join(", ");
}
