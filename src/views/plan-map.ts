/** The comment that keeps which issue each item of a plan is; the map itself is data in its marker. */
import type { PlanMapFigures } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { fill } from "./templates.ts";

export function planMap({ path, made, total, part }: PlanMapFigures): string {
  return fill("plan-map.md", {
    path: quote(path, 200),
    made: String(made),
    total: String(total),
    part: part === 1 ? "" : ` (part ${part})`,
  });
}
