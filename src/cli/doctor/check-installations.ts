/** Looks at each installation: is it active, was everything approved, how much may still be asked in this hour. */
import type { ExaminedApp, ExaminedInstallation, Examiner } from "../../github/examine-app.ts";
import { missingGrants } from "./check-grants.ts";
import { type Finding, well, wrong } from "./finding.ts";

/** Asking costs a token each; an App with hundreds of installations is looked at by its metrics. */
const MOST_ASKED = 20;
/** Below a tenth, the rest of the hour is in danger. */
const LEAST_SHARE = 0.1;

export async function checkInstallations(examiner: Examiner, app: ExaminedApp): Promise<readonly Finding[]> {
  const all = await examiner.installations();
  if (all.length === 0) {
    return [wrong("installations", `The App is installed nowhere: install it at ${app.html_url}/installations/new.`)];
  }
  const active = all.filter(({ suspended_at: at }) => !at);
  const unapproved = active.flatMap((one) => checkApproval(one, app));
  const suspended = all.length - active.length;
  const note = suspended === 0 ? "" : `, ${suspended} of them suspended by the owner`;
  const summary = well("installations", `Installed ${all.length === 1 ? "once" : `${all.length} times`}${note}.`);
  const asked = active.slice(0, MOST_ASKED);
  return [summary, ...unapproved, ...(await checkBudgets(examiner, asked))];
}

const nameOf = ({ account, id }: ExaminedInstallation): string => account?.login ?? account?.slug ?? String(id);

function checkApproval(one: ExaminedInstallation, app: ExaminedApp): Finding[] {
  const missing = missingGrants(one.permissions, app.permissions);
  if (missing.length === 0) return [];
  const what = `${nameOf(one)} has not approved ${missing.join(", ")}`;
  return [wrong("installations", `${what}: its owner can at ${one.html_url}.`)];
}

async function checkBudgets(examiner: Examiner, installations: readonly ExaminedInstallation[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  let leastShare = 1;
  for (const one of installations) {
    const budgets = await examiner.budgets(one.id).catch((error: Error) => error);
    if (budgets instanceof Error) {
      findings.push(wrong("rate", `${nameOf(one)} cannot be asked what is left of its hour: ${budgets.message}`));
      continue;
    }
    for (const [resource, budget] of Object.entries(budgets)) {
      if (budget === undefined) continue;
      const { limit, remaining, reset } = budget;
      const share = limit === 0 ? 1 : remaining / limit;
      leastShare = Math.min(leastShare, share);
      if (share >= LEAST_SHARE) continue;
      const until = new Date(reset * 1000).toISOString().slice(11, 16);
      const left = `${nameOf(one)} has ${remaining} of ${limit} ${resource} requests left until ${until} UTC`;
      findings.push(wrong("rate", `${left}: work is delayed till then; does something else use this App's key?`));
    }
  }
  const share = Math.floor(leastShare * 100);
  if (findings.length > 0 || installations.length === 0) return findings;
  return [well("rate", `Of the requests of this hour ${share} % or more are left to every installation.`)];
}
