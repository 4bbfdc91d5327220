/** The top of the dashboard: how far everything is, and whether Signalbox acts or only observes. */
import { countTasks, sayCounts } from "../core/count-tasks.ts";
import { listWords } from "../core/explain.ts";
import { GO_LIVE, GO_LIVE_ANYWAY, labelsInUse, wasTicked } from "../core/going-live.ts";
import { quote } from "../core/quote.ts";
import { count } from "../core/schedule/wording.ts";
import { showTime } from "../core/show-time.ts";
import { planLabels } from "../core/steps/labels.ts";
import { lacksPin } from "../core/steps/pins.ts";
import type { World } from "../core/world.ts";

const CELLS = 20;

/** Twenty cells; full only when everything is done. */
export function progressBar(done: number, total: number): string {
  const full = total === 0 ? 0 : Math.floor((done * CELLS) / total);
  const percent = total === 0 ? 0 : Math.floor((done * 100) / total);
  return `\`${"█".repeat(full)}${"░".repeat(CELLS - full)}\` ${percent} %`;
}

/** The first line of everything that says how far the work is. */
export function headline(done: number, total: number): string {
  if (total === 0) return "**No task takes part yet.**";
  if (done === total) return total === 1 ? "**The one task is done.**" : `**All ${total} tasks are done.**`;
  return `**${done} of ${count(total, "task")} done**`;
}

export function renderStatus(world: World): string {
  const counted = countTasks(world);
  const { total, by } = counted;
  const counts = sayCounts(counted);
  return [
    headline(by.done, total),
    ...(total > 0 ? [progressBar(by.done, total)] : []),
    ...(counts.length > 0 ? [counts.join(" · ")] : []),
  ].join("\n\n");
}

/** Nothing once it acts: who took it live, and when, stands at the end of the page. */
export function renderMode(world: World): string {
  const { settings } = world.snapshot;
  if (world.isLive) return "";
  if (settings.mode === "observe") {
    return "**Observing only**, as `mode: observe` in `.github/signalbox.yml` says: nothing but this page is written. Set `mode: live` there when you are ready.";
  }
  return [LEAD, box(world), ...wouldChange(world)].join("\n\n");
}

/** What there is to say of the page itself: where it comes from, and why it is not pinned. */
export function renderPlace(world: World): string {
  const { hubs, coordination, snapshot } = world;
  const before = hubs.at(-2);
  const named = snapshot.settings.coordinationIssue;
  const isOutdated = named !== undefined && coordination !== null && named !== coordination.number;
  return [
    ...(before === undefined ? [] : [`Continues #${before.number}, which is full; what was said there still holds.`]),
    ...(isOutdated
      ? [
          `\`.github/signalbox.yml\` still says \`coordinationIssue: ${named}\`, which leads here; \`coordinationIssue: ${coordination.number}\` is this page.`,
        ]
      : []),
    ...(lacksPin(world)
      ? ["Not pinned: GitHub pins three issues, and three others are pinned. Unpin one, and this page takes its place."]
      : []),
  ].join("\n\n");
}

const LEAD = "**Observing only:** nothing but this page is written. When it looks right, a maintainer ticks the box:";

/** The box that starts it all; where status labels are in use already, a second one that says so. */
function box(world: World): string {
  const inUse = labelsInUse(world);
  if (inUse.size === 0 || !wasTicked(world)) return `- [ ] ${GO_LIVE} set labels, hand out work, answer commands`;
  const names = listWords([...inUse.keys()].map((label) => `\`${quote(label)}\``));
  const issues = [...new Set([...inUse.values()].flat())].sort((a, b) => a - b);
  return [
    `The labels ${names} are in use here already, on ${nameSome(issues)}. Live, Signalbox alone sets and removes them. Tick again if that is right, or give ours other names under \`labels\` in \`.github/signalbox.yml\`.`,
    `- [ ] ${GO_LIVE_ANYWAY} take these labels over, hand out work, answer commands`,
  ].join("\n\n");
}

const NAMED = 10;

function nameSome(numbers: readonly number[]): string {
  const named = numbers.slice(0, NAMED).map((number) => `#${number}`);
  const more = numbers.length - named.length;
  return more > 0 ? `${named.join(", ")} and ${more} more` : listWords(named);
}

/** What the first minute of being live would do to labels, in a line for each label. */
function wouldChange(world: World): readonly string[] {
  const changes = new Map<string, number[]>();
  for (const action of planLabels(world)) {
    if (action.kind !== "add-label" && action.kind !== "remove-label") continue;
    const what = `${action.kind === "add-label" ? "put on" : "take off"} \`${quote(action.label)}\``;
    changes.set(what, [...(changes.get(what) ?? []), action.issue]);
  }
  if (changes.size === 0) return [];
  const lines = [...changes].map(([what, issues]) => `- ${what}: ${nameSome(issues)}`);
  return [`Live, it would now:\n\n${lines.join("\n")}`];
}

export function renderLive(world: World): string {
  const { settings } = world.snapshot;
  if (!world.isLive) return "";
  const facts = world.facts.get(world.coordination?.number ?? 0) ?? [];
  const start = facts.findLast((fact) => fact.kind === "live");
  if (settings.mode === "live" || start === undefined) {
    return "<sub>Live, as `mode: live` in `.github/signalbox.yml` says.</sub>";
  }
  return `<sub>Live since ${showTime(start.at, world.snapshot)} by ${quote(start.by.login, 39)}.</sub>`;
}
