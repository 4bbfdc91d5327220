/** The App's region of the coordination issue: everything one needs to know in the morning, always under GitHub's limit. */
import type { HeldBack } from "../core/notice-budget.ts";
import { codeBlock } from "../core/quote.ts";
import type { ScheduleResult } from "../core/schedule/schedule.ts";
import { count } from "../core/schedule/wording.ts";
import type { World } from "../core/world.ts";
import { renderForecast } from "./dashboard-forecast.ts";
import { renderLive, renderMode, renderPlace, renderStatus } from "./dashboard-head.ts";
import { renderNeeds } from "./dashboard-needs.ts";
import { renderHeldBack, renderIntegration, renderMetrics, renderRisks } from "./dashboard-outlook.ts";
import { renderCriticalPath, renderWaves } from "./dashboard-path.ts";
import { renderPhases } from "./dashboard-phases.ts";
import { renderPlans } from "./dashboard-plans.ts";
import { renderBlocked, renderInProgress, renderInReview, renderOnHold, renderReady } from "./dashboard-tables.ts";
import { renderWorkers } from "./dashboard-workers.ts";
import { renderMap } from "./mermaid.ts";
import type { Room } from "./room.ts";
import { fitInto } from "./room.ts";
import { type Scene, section, setScene } from "./scene.ts";
import { renderJson } from "./status-json.ts";
import { fill } from "./templates.ts";

/** GitHub refuses bodies over 65,536 characters; the person's text above ours needs room too. */
const MOST_CHARACTERS = 57_900;

/** Mistakes of the settings file that are shown. */
const MOST_PROBLEMS = 5;

function renderOutside({ outside }: World): string {
  if (outside === 0) return "";
  const many = outside === 1 ? "1 open issue takes no part." : `${outside} open issues take no part.`;
  const how =
    "To bring one in, write what it waits for in its text (`Depends on: #12`) or comment `/admit` on it (triage permission).";
  return section("Outside", `${many} ${how} \`scope: all\` in \`.github/signalbox.yml\` brings in all of them.`);
}

function renderSettings({ snapshot }: World): string {
  const problems = snapshot.settingsProblems;
  if (problems.length === 0) return "";
  const lead = `\`.github/signalbox.yml\` has ${count(problems.length, "mistake")}. Until that is mended, the last good settings hold.`;
  const more = problems.length > MOST_PROBLEMS ? `\n\n… and ${problems.length - MOST_PROBLEMS} more.` : "";
  const shown = problems.slice(0, MOST_PROBLEMS).map((problem) => codeBlock(problem, 600));
  return section("Settings", `${lead}\n\n${shown.join("\n\n")}${more}`);
}

type Section = (scene: Scene, room: Room) => string;

/** From top to bottom; one that says nothing leaves no gap. A new one is one file and one line here. */
const sections: readonly Section[] = [
  ({ world }) => renderStatus(world),
  ({ world }) => renderMode(world),
  ({ world }) => renderPlace(world),
  (scene, room) => renderNeeds(scene, room.needs),
  (scene, room) => renderPhases(scene, room.phases),
  (scene, room) => renderReady(scene, room.ready),
  (scene, room) => renderInProgress(scene, room.inProgress),
  (scene, room) => renderInReview(scene, room.inReview),
  (scene, room) => renderBlocked(scene, room.blocked),
  (scene, room) => renderOnHold(scene, room.onHold),
  (scene, room) => renderWorkers(scene, room.workers),
  (scene, room) => renderCriticalPath(scene, room.path),
  (scene, room) => renderForecast(scene, room.forecast),
  (scene, room) => renderWaves(scene, room.waves),
  (scene, room) => renderMap(scene, room.map),
  (scene, room) => renderIntegration(scene, room.integration),
  (scene, room) => renderRisks(scene, room.risks),
  renderHeldBack,
  renderMetrics,
  ({ world }) => renderPlans(world),
  ({ world }) => renderOutside(world),
  ({ world }) => renderSettings(world),
  ({ world }) => renderLive(world),
];

function render(scene: Scene, room: Room): string {
  return fill("coordination-issue.md", {
    sections: sections.map((one) => one(scene, room)).join("\n\n"),
    "report-form": fill("progress-report.md", {}),
    json: renderJson(scene, room.json),
  });
}

export function dashboard(world: World, schedule: ScheduleResult, held: readonly HeldBack[] = []): string {
  const scene = setScene(world, schedule, held);
  return fitInto(MOST_CHARACTERS, (room) => render(scene, room));
}
