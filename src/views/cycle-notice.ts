/** The notice about issues that wait for each other: the way round, the line one would cut, and how. */
import { sayStatements } from "../core/say-statement.ts";
import type { Cycle, World } from "../core/world.ts";
import { fill } from "./templates.ts";

/** Longer circles are shown by their beginning. */
const MOST_IN_CIRCLE = 8;

/** `#1 → #2 → #1` */
export function showCircle({ issues }: Cycle): string {
  const shown = issues.slice(0, MOST_IN_CIRCLE).map((number) => `#${number}`);
  const rest = issues.length > MOST_IN_CIRCLE ? ["…"] : [];
  return [...shown, ...rest, `#${issues[0] ?? 0}`].join(" → ");
}

/** `cycle` is null once it is gone. */
export function cycleNotice(cycle: Cycle | null, world: World): string {
  if (cycle === null) return "The issues that waited for each other here no longer do. There is nothing left to do.";
  const { dependent, blocker } = cycle.cut;
  const wait = world.tasks
    .get(dependent)
    ?.waits.find((one) => one.state === "cycle" && one.blocker?.number === blocker);
  const said = sayStatements(wait?.said ?? [], world);
  return fill("cycle-notice.md", {
    path: showCircle(cycle),
    dependent: `#${dependent}`,
    blocker: `#${blocker}`,
    said: said.length === 0 ? "" : said.map((one) => `- ${one}`).join("\n"),
    place: `#${wait?.said[0]?.dependent.number ?? dependent}`,
  });
}
