/** `signalbox doctor`: looks at everything that has to be right before the App can work, and says what is not. */
import type { Command } from "commander";
import { loadDotEnv } from "../app/dot-env.ts";
import { type Credentials, type Environment, githubOf, guessedVariables, readEnvironment } from "../app/env.ts";
import { hookUrlOf, readManifest } from "../app/manifest.ts";
import { systemClock } from "../app/system-clock.ts";
import { count } from "../core/schedule/wording.ts";
import { wrapComplaint } from "./complain.ts";
import { checkApp, checkReach } from "./doctor/check-github.ts";
import { checkNode, checkStore } from "./doctor/check-machine.ts";
import { checkPort } from "./doctor/check-port.ts";
import { type Finding, well, wrong } from "./doctor/finding.ts";

interface DoctorFlags {
  readonly json?: true;
}

const EXAMPLES = `
Looks at Node, the environment, the store, the disk and the port; asks a running
Signalbox how it is, and GitHub about the clock, the private keys, the
permissions and events of the App, the address of its webhook, the last
deliveries, the installations and what is left of their hour. Changes nothing.

Examples:
  npm run signalbox -- doctor
  npm run --silent signalbox -- doctor --json      for machines

Exit code: 0 all is well; 1 something is not (its line begins with !!).`;

/** Everything that was found, in the order in which it has to be mended. */
export async function examineAll(variables: NodeJS.ProcessEnv): Promise<readonly Finding[]> {
  const { environment, credentials, problems } = readEnvironment({ ...variables, NODE_ENV: undefined });
  if (environment === null) {
    const wrongs = problems.map(({ variable, why }) => wrong(variable, `${variable}: ${why}.`));
    return [checkNode(), ...wrongs, ...checkNames(variables, false)];
  }
  return [
    checkNode(),
    checkCredentials(credentials),
    ...checkNames(variables, credentials !== null),
    ...checkStore(environment.STORE_PATH),
    ...(await checkPort(environment)),
    ...(await examineGitHub(environment, credentials)),
  ];
}

/** Names of others are no trouble where nothing of ours is missing. */
function checkNames(variables: NodeJS.ProcessEnv, isComplete: boolean): readonly Finding[] {
  return guessedVariables(variables).map((sentence) => (isComplete ? well : wrong)("variables", sentence));
}

function checkCredentials(credentials: Credentials | null): Finding {
  if (credentials === null) {
    return wrong(
      "credentials",
      "There are no credentials: `npm start` registers an App and keeps them in .env; for an App that exists set APP_ID, " +
        "PRIVATE_KEY_PATH and WEBHOOK_SECRET.",
    );
  }
  const { appId, privateKeys, secrets } = credentials;
  const found = `${count(privateKeys.length, "private key")}, ${count(secrets.length, "webhook secret")} long enough`;
  return well("credentials", `App ${appId}, ${found}.`);
}

async function examineGitHub(environment: Environment, credentials: Credentials | null): Promise<readonly Finding[]> {
  const { baseUrl, webUrl } = githubOf(environment);
  const patient = { baseUrl, webUrl, clock: systemClock, manifest: readManifest(), hookUrl: hookUrlOf(environment) };
  const reach = await checkReach(patient);
  const isReached = reach[0]?.isOk === true;
  if (!isReached || credentials === null) return reach;
  return [...reach, ...(await checkApp({ ...patient, appId: credentials.appId }, credentials))];
}

function show({ isOk, message }: Finding): string {
  return wrapComplaint(`${isOk ? "ok" : "!!"}  ${message}`, "    ");
}

async function examine(flags: DoctorFlags): Promise<void> {
  loadDotEnv();
  const findings = await examineAll(process.env);
  const bad = findings.filter(({ isOk }) => !isOk).length;
  if (flags.json === true) process.stdout.write(`${JSON.stringify({ ok: bad === 0, findings })}\n`);
  else {
    const verdict = bad === 0 ? "All is well." : `${bad} of ${findings.length} need you.`;
    process.stdout.write(`${findings.map(show).join("")}\n${verdict}\n`);
  }
  process.exitCode = bad === 0 ? 0 : 1;
}

export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("Looks at everything that has to be right before the App can work.")
    .option("--json", "for machines: one object with all findings")
    .addHelpText("after", EXAMPLES)
    .action(examine);
}
