/** What somebody does so that the App comes by a certain call: before a life of the App begins, and while it listens. */
import { createHmac, randomUUID } from "node:crypto";
import { appId, secret } from "../sim/app-key.ts";
import { MAINTAINER, REPO } from "../sim/town.ts";
import type { Stage } from "./stage.ts";

export interface Deed {
  /** While the App is down. */
  readonly before?: (stage: Stage) => void | Promise<void>;
  /** While it listens; it may die under it. */
  readonly during?: (stage: Stage) => void | Promise<void>;
  /** What it breaks itself, for the App to mend before the end. */
  readonly plants?: RegExp;
}

const DAY_MS = 86_400_000;
const BOT = "signalbox[bot]";
const HOLDER = "ana";
/** The first issue of the town. */
const ESTIMATED = 1;
const TITLE = "Paint the fence";

function openTask({ sandbox }: Stage, body = "Dependencies: none"): number {
  return sandbox.as(MAINTAINER).openIssue(REPO, { title: TITLE, body }).number;
}

function tasks({ sandbox }: Stage, isWanted: (labels: readonly string[]) => boolean): readonly number[] {
  return sandbox
    .issues(REPO)
    .filter((issue) => issue.state === "open" && issue.author.login !== BOT)
    .filter((issue) => isWanted(issue.labels.map((label) => label.name)))
    .map((issue) => issue.number);
}

/** Work that waits in a row, so that closing the foremost frees exactly one. */
export function furnish(stage: Stage, length: number): void {
  let last = openTask(stage);
  for (let at = 1; at < length; at += 1) last = openTask(stage, `Depends on #${last}.`);
}

/** A task with a comment of ours. For an App that was here before: what was said earlier is no command. */
export function setAside(stage: Stage): void {
  estimateAnew(stage);
  stage.sandbox.as(MAINTAINER).comment(REPO, ESTIMATED, "/hold because only its comment matters here");
}

let estimates = 0;

function estimateAnew({ sandbox }: Stage): void {
  estimates += 1;
  sandbox.as(MAINTAINER).comment(REPO, ESTIMATED, `/estimate ${estimates}h`);
}

/** A task of its own that ana holds by a person's hand, because those whom Signalbox gave one may all have declined. */
function handOver(stage: Stage): number {
  const number = openTask(stage);
  stage.sandbox.as(MAINTAINER).assign(REPO, number, HOLDER);
  return number;
}

/** Closes what nobody needs any more, so that workers are free for what comes. */
function tidy(stage: Stage): void {
  const busy = tasks(stage, (labels) => labels.includes("in progress") || labels.includes("in review"));
  for (const number of busy.slice(0, Math.max(0, busy.length - 2))) {
    stage.sandbox.as(MAINTAINER).closeIssue(REPO, number);
  }
}

let joined = 0;

export const deeds = {
  openTask: {
    during(stage: Stage) {
      tidy(stage);
      openTask(stage);
    },
  },
  ask: {
    during: (stage: Stage) => void stage.sandbox.as(MAINTAINER).comment(REPO, ESTIMATED, "/why"),
  },
  askAsSomebodyNew: {
    during(stage: Stage) {
      const login = `new-${randomUUID().slice(0, 8)}`;
      stage.sandbox.user(login);
      stage.sandbox.setRole(REPO, login, "triage");
      stage.sandbox.as(login).comment(REPO, ESTIMATED, "/priority p1");
    },
  },
  freeNext: {
    during(stage: Stage) {
      const blocked = tasks(stage, (labels) => labels.includes("blocked")).map((one) => stage.sandbox.issue(REPO, one));
      // The chain only: the town's own issues are needed as they are.
      const next = blocked.find(({ title }) => title === TITLE);
      const blocker = /#(\d{1,9})/.exec(next?.body ?? "")?.[1];
      if (blocker === undefined) throw new Error("the chain is used up");
      stage.sandbox.as(MAINTAINER).closeIssue(REPO, Number(blocker));
    },
  },
  estimateAnew: { during: estimateAnew },
  release: {
    during(stage: Stage) {
      stage.sandbox.as(HOLDER).comment(REPO, handOver(stage), "/release something came up");
    },
  },
  finish: {
    during(stage: Stage) {
      const number = handOver(stage);
      const text = `## ${HOLDER} Report\n\n**Issue**: #${number}\n**Status**: ✅ Complete\n`;
      stage.sandbox.as(HOLDER).comment(REPO, number, text);
    },
  },
  declareEdge: {
    during: (stage: Stage) => void openTask(stage, `Depends on #${openTask(stage)}.`),
  },
  dropEdge: {
    during(stage: Stage) {
      const waiting = stage.sandbox.issues(REPO).find((one) => one.blockedBy.length > 0 && one.state === "open");
      if (waiting === undefined) throw new Error("no native dependency to drop");
      stage.sandbox.as(MAINTAINER).editIssue(REPO, waiting.number, { body: "Dependencies: none" });
    },
  },
  /** A repository of its own, in which everything happens for the first time. */
  joinRepository: {
    during({ sandbox, installation }: Stage) {
      joined += 1;
      const name = `octo/new-${joined}`;
      sandbox.repository(name, {
        collaborators: { [MAINTAINER]: "maintain" },
        files: { ".github/signalbox.yml": "mode: live\ndailySummary: { days: [] }\n" },
      });
      sandbox.as(MAINTAINER).openIssue(name, { title: "First", body: "Dependencies: none" });
      sandbox.addRepositories(installation, [name]);
    },
  },
  /** A repository of its own, whose plan puts an issue that stands there under a phase. */
  joinPlanned: {
    during({ sandbox, installation }: Stage) {
      joined += 1;
      const name = `octo/new-${joined}`;
      const tasks = [{ id: "old", adopts: 1, phase: "one" }];
      sandbox.repository(name, {
        collaborators: { [MAINTAINER]: "maintain" },
        files: {
          ".github/signalbox.yml":
            "mode: live\ndailySummary: { days: [] }\nplans: [{ path: plan.json, onMerge: apply }]\n",
          "plan.json": JSON.stringify({ tasks, phases: [{ id: "one", title: "One", taskIds: ["old"] }] }),
        },
      });
      sandbox.as(MAINTAINER).openIssue(name, { title: "Old", body: "Dependencies: none" });
      sandbox.addRepositories(installation, [name]);
    },
  },
  /** Two workdays on: the day between would be a quiet one, told by the same rule. */
  nextMorning: {
    before(stage: Stage) {
      const days = new Date(Date.now() + stage.shift.ms).getUTCDay() === 5 ? 3 : 1;
      stage.shift.ms += days * DAY_MS;
    },
  },
  /** The same comment of ours a second time, as after an answer that was lost for long. */
  standTwice: {
    plants: /^duplicate status:/,
    before({ sandbox }: Stage) {
      for (const issue of sandbox.issues(REPO)) {
        const ours = issue.comments.find((one) => one.author.login === BOT && one.body.includes('"kind":"status"'));
        if (ours === undefined || issue.state !== "open") continue;
        sandbox.as(BOT).comment(REPO, issue.number, ours.body);
        return;
      }
      throw new Error("no comment of ours to double");
    },
  },
  /** GitHub asks for a second's rest. */
  hitLimit: {
    during(stage: Stage) {
      stage.sandbox.faults.next({ kind: "secondary-limit", status: 403, retryAfter: 1 });
      openTask(stage);
    },
  },
  /** Signed, and not what GitHub sends. */
  sendPoison: {
    async during(stage: Stage) {
      const url = stage.hookUrl();
      if (url === null) return;
      const body = '{"action": 7}';
      const headers = {
        "content-type": "application/json",
        "x-github-delivery": randomUUID(),
        "x-github-event": "issues",
        "x-github-hook-installation-target-id": String(appId),
        "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
      };
      await fetch(url, { method: "POST", headers, body }).catch(() => undefined);
    },
  },
  /** Something happens while nobody listens; GitHub's log of deliveries knows of it. */
  missed: {
    before(stage: Stage) {
      tidy(stage);
      openTask(stage);
    },
  },
  loseStore: { before: (stage: Stage) => stage.forget() },
} satisfies Record<string, Deed>;
