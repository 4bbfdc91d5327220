/** The top of the dashboard: how far everything is, and whether Signalbox acts or only observes. */
import { countTasks } from "../core/count-tasks.ts";
import { quote } from "../core/quote.ts";
import { showTime } from "../core/show-time.ts";
import type { World } from "../core/world.ts";

const CELLS = 20;

/** Twenty cells; full only when everything is done. */
export function progressBar(done: number, total: number): string {
  const full = total === 0 ? 0 : Math.floor((done * CELLS) / total);
  const percent = total === 0 ? 0 : Math.floor((done * 100) / total);
  return `\`${"█".repeat(full)}${"░".repeat(CELLS - full)}\` ${percent} %`;
}

function headline(done: number, total: number): string {
  if (total === 0) return "**No task takes part yet.**";
  if (done === total) return total === 1 ? "**The one task is done.**" : `**All ${total} tasks are done.**`;
  return `**${done} of ${total} tasks done**`;
}

export function renderStatus(world: World): string {
  const { total, by } = countTasks(world);
  const { delayedSince, settings } = world.snapshot;
  const order = ["ready", "in progress", "in review", "blocked", "hold"] as const;
  const counts = order
    .filter((status) => by[status] > 0)
    .map((status) => `${by[status]} ${status === "hold" ? "on hold" : status}`);
  const late = "**Delayed:** GitHub has been slow or out of reach since";
  return [
    headline(by.done, total),
    ...(total > 0 ? [progressBar(by.done, total)] : []),
    ...(counts.length > 0 ? [counts.join(" · ")] : []),
    ...(delayedSince === null
      ? []
      : [`${late} ${showTime(delayedSince, settings.timezone)}; this page may be behind.`]),
  ].join("\n\n");
}

/** The box that starts it all: no reference may stand on its line, GitHub ticks those boxes itself. */
const GO_LIVE = "- [ ] Go live: set labels, hand out work, answer commands";

export function renderMode(world: World): string {
  const { settings } = world.snapshot;
  if (world.isLive) return renderLive(world);
  if (settings.mode === "observe") {
    return "**Observing only**, as `mode: observe` in `.github/signalbox.yml` says: nothing but this page is written. Set `mode: live` when you are ready.";
  }
  const lead = "**Observing only:** nothing but this page is written. When it looks right, a maintainer ticks the box:";
  return `${lead}\n\n${GO_LIVE}`;
}

function renderLive(world: World): string {
  const { settings } = world.snapshot;
  const facts = world.facts.get(world.coordination?.number ?? 0) ?? [];
  const start = facts.findLast((fact) => fact.kind === "live");
  if (settings.mode === "live" || start === undefined) {
    return "Live, as `mode: live` in `.github/signalbox.yml` says.";
  }
  return `Live since ${showTime(start.at, settings.timezone)} by ${quote(start.by.login, 39)}.`;
}
