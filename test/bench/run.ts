/** `npm run bench`: every figure of the table in one run; `npm run bench -- intake` (or reconcile, start, whatif, plan) takes one. */
import { benchIntake } from "./intake.ts";
import { benchPlanApply } from "./plan-apply.ts";
import { benchReconcile } from "./reconcile.ts";
import { benchStart } from "./start.ts";
import { benchWhatIf } from "./what-if.ts";

const benches: Readonly<Record<string, () => Promise<void>>> = {
  intake: benchIntake,
  reconcile: benchReconcile,
  start: benchStart,
  whatif: benchWhatIf,
  plan: benchPlanApply,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => benches[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join(", ")}"; there are ${Object.keys(benches).join(", ")}.`);
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length === 0 || wanted.includes(name)) await bench();
  }
}
