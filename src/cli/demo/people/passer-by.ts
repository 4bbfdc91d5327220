/** Somebody outside the settings who claims one ready task by hand, at most once, and then works like anybody. */
import { isSameName } from "../../../core/model.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { Actor } from "../actor.ts";
import { holdersOf, type Outside, type SeenIssue } from "../outside.ts";
import type { Player } from "../player.ts";
import { openWorker } from "./worker.ts";

const MINUTE = 60_000;
/** Nobody claims what the App is about to hand out anyway. */
const READY_FOR_MS = 5 * MINUTE;

/** `startsAt` in ms. Two of them with the same habits see the same task, and only one can have it. */
export function openPasserBy(login: string, startsAt: number, outside: Outside, sandbox: Sandbox, seed: number): Actor {
  const self: Player = {
    name: login,
    login,
    account: login,
    kind: "person",
    role: "builder",
    skills: {},
    tracks: [],
    slots: 1,
    standby: false,
    temperament: "steady",
  };
  const worker = openWorker(self, outside, sandbox, seed);
  const isFree = (issue: SeenIssue): boolean => {
    const readyAt = outside.labelledAt(issue.number, "ready");
    const isReady = issue.labels.includes("ready") && readyAt !== null && outside.now() - readyAt >= READY_FOR_MS;
    return isReady && holdersOf(issue).length === 0;
  };
  return {
    name: login,
    everyMinutes: 5,
    isPunctual: true,
    look() {
      worker.look();
      const hasClaimed = outside
        .issues()
        .some(({ comments }) =>
          comments.some(({ author, body }) => isSameName(author, login) && body.startsWith("/claim")),
        );
      if (hasClaimed || outside.now() < startsAt) return;
      const found = outside.openIssues().find(isFree);
      if (found !== undefined) sandbox.as(login).comment(outside.repo, found.number, "/claim");
    },
  };
}
