/** The word about an emergency to those who have to know of it, by name. */
import type { EmergencyNotice } from "../core/plugins.ts";
import { nameIssue, quote } from "../core/quote.ts";
import { showTime } from "../core/show-time.ts";
import type { World } from "../core/world.ts";
import { fill } from "./templates.ts";

export function emergencyNotice({ issue, fact, people, isLate }: EmergencyNotice, world: World): string {
  const about = world.issues.get(issue);
  const isHub = issue === world.coordination?.number || about === undefined;
  return fill("emergency-notice.md", {
    people: people.join(", "),
    who: quote(fact.by.login, 39),
    where: isHub ? "this" : nameIssue(about),
    since: showTime(fact.at, world.snapshot),
    text: quote(fact.text, 300),
    late: isLate ? "Nobody has answered yet, so you hear of it too." : "",
  });
}
