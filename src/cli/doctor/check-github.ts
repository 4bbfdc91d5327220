/** Looks at GitHub's side: reach, clock, keys, and then what the App is allowed, told and limited to. */
import type { Credentials } from "../../app/env.ts";
import type { Manifest } from "../../app/manifest.ts";
import {
  type ExaminedApp,
  type Examiner,
  type ExaminerOptions,
  openExaminer,
  reachHost,
} from "../../github/examine-app.ts";
import { Limited, Unwell } from "../../ports/github.ts";
import { checkEvents, checkPermissions } from "./check-grants.ts";
import { checkDeliveries, checkHook } from "./check-hook.ts";
import { checkInstallations } from "./check-installations.ts";
import { type Finding, well, wrong } from "./finding.ts";

export interface GitHubPatient extends ExaminerOptions {
  readonly webUrl: string;
  /** What the App should have been registered with. */
  readonly manifest: Manifest;
  /** Where GitHub should deliver; null: not said. */
  readonly hookUrl: string | null;
}

/** A JWT is signed 30 s into the past and lives 10 minutes: more than this ahead, and GitHub refuses all of them. */
const MOST_SKEW_MS = 25_000;

/** Whether GitHub answers, and by which clock. Without an answer the rest need not be asked. */
export async function checkReach(patient: Omit<GitHubPatient, "appId">): Promise<readonly Finding[]> {
  const { baseUrl } = patient;
  try {
    const { status, skewMs } = await reachHost(patient);
    if (status >= 500) return [wrong("GitHub", `${baseUrl} answers ${status}: GitHub is unwell; try again later.`)];
    const isApi = status !== 404;
    if (!isApi) return [wrong("GitHub", `${baseUrl} answers, but not as GitHub does: is GHE_HOST the right host?`)];
    return [well("GitHub", `${baseUrl} answers.`), ...checkClock(skewMs)];
  } catch (error) {
    const { cause, message } = error instanceof Error ? error : new Error(String(error));
    const why = cause instanceof Error ? cause.message : message;
    return [wrong("GitHub", `${baseUrl} does not answer (${why}): ${whatToLookAt(baseUrl)}.`)];
  }
}

function whatToLookAt(baseUrl: string): string {
  const proxy = process.env["HTTPS_PROXY"] ?? process.env["https_proxy"] ?? "";
  if (proxy !== "" && process.env["NODE_USE_ENV_PROXY"] !== "1") {
    return "HTTPS_PROXY is set, and used only with NODE_USE_ENV_PROXY=1 beside it, in the environment, not in .env";
  }
  const other = baseUrl === "https://api.github.com" ? "www.githubstatus.com" : "GHE_HOST";
  return `check the network, ${other}, and whether a proxy is needed (HTTPS_PROXY with NODE_USE_ENV_PROXY=1)`;
}

function checkClock(skewMs: number | null): Finding[] {
  if (skewMs === null) return [];
  const seconds = `${Math.abs(skewMs / 1000).toFixed(1)} s ${skewMs > 0 ? "behind" : "ahead of"} GitHub's`;
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return [well("clock", `This machine's clock is ${seconds}.`)];
  return [wrong("clock", `This machine's clock is ${seconds}: GitHub refuses what we sign; set the time (NTP).`)];
}

/** All that needs the App's credentials. */
export async function checkApp(
  patient: GitHubPatient,
  { privateKeys, appId }: Credentials,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let known: { readonly app: ExaminedApp; readonly examiner: Examiner } | null = null;
  for (const [index, key] of privateKeys.entries()) {
    const examiner = openExaminer(patient, key);
    const name = privateKeys.length === 1 ? "the private key" : `private key ${index + 1} of ${privateKeys.length}`;
    const app = await examiner.app().catch((error: Error) => error);
    if (app instanceof Error) findings.push(await badKey(app, name, appId, index));
    else {
      findings.push(well("key", `GitHub takes ${name} for ${app.slug}.`));
      known ??= { app, examiner };
    }
  }
  return known === null ? findings : [...findings, ...(await examine(patient, known.examiner, known.app))];
}

async function badKey(error: Error, name: string, appId: number, index: number): Promise<Finding> {
  if (error instanceof Unwell || error instanceof Limited)
    return wrong("key", `GitHub could not be asked about ${name} (${error.message}): try again later.`);
  // An older key is kept to verify what it sealed; that GitHub no longer takes it is how a rotation ends.
  if (index > 0) return well("key", `GitHub no longer takes ${name}; it still verifies what it once sealed.`);
  const remedy = "is APP_ID the number of the App this key was made for? Else make a new key on the App's page";
  return wrong("key", `GitHub refuses ${name} for App ${appId} (${error.message}): ${remedy}.`);
}

async function examine(patient: GitHubPatient, examiner: Examiner, app: ExaminedApp): Promise<readonly Finding[]> {
  const { manifest, webUrl } = patient;
  const wait = (check: string, work: Promise<readonly Finding[]>) =>
    work.catch((error: Error) => [wrong(check, `GitHub does not tell about this: ${error.message}`)]);
  return [
    ...checkPermissions(app, manifest, webUrl),
    ...checkEvents(app, manifest),
    ...(await wait(
      "hook",
      examiner.hook().then((hook) => checkHook(hook, patient.hookUrl)),
    )),
    ...(await wait(
      "deliveries",
      examiner.deliveries().then((all) => checkDeliveries(all, patient.clock.now())),
    )),
    ...(await wait("installations", checkInstallations(examiner, app))),
  ];
}
