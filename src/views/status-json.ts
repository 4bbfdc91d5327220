/** The status for machines: totals, open work with a person or a decision, and what is ready, as one JSON object. */
import { countTasks } from "../core/count-tasks.ts";
import { showRef } from "../core/model.ts";
import type { StatusEntry, StatusForMachines } from "../core/status-for-machines.ts";
import type { Task, World } from "../core/world.ts";
import type { Scene } from "./scene.ts";

function openEntry(task: Task, world: World): StatusEntry {
  const needs = task.waits
    .filter((wait) => wait.state !== "open" && wait.state !== "date")
    .map((wait) => `${wait.blocker === null ? "" : `${showRef(wait.blocker, world.snapshot.repo)} `}${wait.state}`);
  return {
    issue: task.issue.number,
    title: task.issue.title.slice(0, 60).toWellFormed(),
    status: task.status,
    worker: task.holder?.worker ?? null,
    since: task.holder?.since ?? null,
    needs: needs.slice(0, 5),
  };
}

/** `most` entries per list. */
function statusForMachines({ world, open: tasks, by }: Scene, most: number): StatusForMachines {
  const { total, by: counts } = countTasks(world);
  const open = tasks.filter(
    ({ isContainer, holder, waits }) =>
      !isContainer && (holder !== null || waits.some(({ state }) => state !== "open" && state !== "date")),
  );
  const { length } = by.ready;
  return {
    version: 1,
    repository: world.snapshot.repo,
    mode: world.isLive ? "live" : "observe",
    totals: { total, ...counts },
    open: open.slice(0, most).map((task) => openEntry(task, world)),
    ready: by.ready.slice(0, most).map((task) => task.issue.number),
    cycles: world.cycles.slice(0, most).map((cycle) => cycle.issues.slice(0, 20)),
    truncated: open.length > most || length > most || world.cycles.length > most,
    openTotal: open.length,
  };
}

/** What could end a code block, look like a comment of ours, or turn the direction of what stands beside it. */
const TROUBLING = /[<>`\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** One entry per line. */
export function renderJson(scene: Scene, most: number): string {
  const { open, ...rest } = statusForMachines(scene, most);
  const entries = open.map((entry) => `  ${JSON.stringify(entry)}`).join(",\n");
  const text = `${JSON.stringify(rest).slice(0, -1)},"open":[${entries === "" ? "" : `\n${entries}\n`}]}`;
  return text.replace(TROUBLING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
