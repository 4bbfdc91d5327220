/** `npm run bench`: every figure of the table in one run; `npm run bench -- intake` (or another name) takes one. */
import { benchIntake } from "./intake.ts";
import { benchPlanApply } from "./plan-apply.ts";
import { benchReconcile } from "./reconcile.ts";
import { benchStart } from "./start.ts";
import { benchStories } from "./stories.ts";
import { benchWhatIf } from "./what-if.ts";

const benches: Readonly<Record<string, () => Promise<void>>> = {
  intake: benchIntake,
  reconcile: benchReconcile,
  start: benchStart,
  whatif: benchWhatIf,
  plan: benchPlanApply,
};
/** Minutes each, and about our tests: only when asked for. */
const byName: typeof benches = { stories: benchStories };
const known = { ...benches, ...byName };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => known[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join(", ")}"; there are ${Object.keys(known).join(", ")}.`);
  process.exitCode = 2;
} else {
  for (const name of wanted.length === 0 ? Object.keys(benches) : wanted) await known[name]?.();
}
