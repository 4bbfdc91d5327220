/** Everything on a repository that is Signalbox's own, with what takes it away again: for whoever wants to part with it. */
import type { Action } from "./actions.ts";
import { readRegion, removeRegion } from "./hub-region.ts";
import { isHub } from "./hubs.ts";
import { MARKER_BEGIN } from "./marker-text.ts";
import type { Issue } from "./model.ts";
import { isSameName } from "./model.ts";
import { isOwnEdge } from "./own-edges.ts";
import { statusLabels } from "./stand-down.ts";
import type { World } from "./world.ts";

export interface Ours {
  /** What it is, as the title of a list. */
  readonly what: string;
  readonly actions: readonly Action[];
}

const because = "cleaning up";

/** Labels that carry a worker without account, or offer work to an agent. */
const CARRIERS = /^(?:worker|start):/i;

/** What a command of a person put on (`P1`, `track:`, `hold`, `urgent`) says what that person wanted, and stays. */
function labelsOn(issue: Issue, world: World): readonly Action[] {
  const ours = issue.labels.filter((label) => {
    if (!CARRIERS.test(label) && !statusLabels(world).some((one) => isSameName(one, label))) return false;
    const last = issue.timeline.findLast((entry) => entry.kind === "labeled" && isSameName(label, entry.label));
    return last?.actor?.id === world.snapshot.app.botId;
  });
  return ours.map((label): Action => ({ kind: "remove-label", issue: issue.number, label, because }));
}

function dependenciesOf(issue: Issue, { snapshot }: World): readonly Action[] {
  const ours = issue.blockedBy.filter((ref) => isOwnEdge(issue, ref, snapshot.app.botId));
  return ours.map((blocker): Action => ({ kind: "remove-edge", issue: issue.number, blocker, because }));
}

/** Those with a marker, also one that somebody edited since: the account may be one that others write with too. */
function commentsOf({ snapshot }: World): readonly Action[] {
  const ours = snapshot.comments.filter(
    ({ author, marker, body }) => author?.id === snapshot.app.botId && (marker !== null || body.includes(MARKER_BEGIN)),
  );
  return ours.map(({ issue, id }): Action => ({ kind: "delete-comment", issue, comment: id, because }));
}

/**
 * An issue that we opened is closed; in one of a person only our region goes. What looks like a region anywhere else is a
 * text about Signalbox.
 */
function pagesOf(world: World): readonly Action[] {
  const { issues, snapshot } = world;
  return [...issues.values()].flatMap((issue): readonly Action[] => {
    const { number, body, author, isOpen, isPinned } = issue;
    const isPage = isHub(number, world) || snapshot.issueMarkers.get(number)?.kind === "coordination";
    if (!isPage || readRegion(body) === null) return [];
    if (author?.id !== snapshot.app.botId)
      return [{ kind: "edit-issue", issue: number, body: removeRegion(body), basedOn: body, because }];
    return [
      ...(isPinned ? [{ kind: "unpin", issue: number, because } as const] : []),
      ...(isOpen ? [{ kind: "close", issue: number, reason: "not_planned", because } as const] : []),
    ];
  });
}

/** In the order in which it is best taken away: the coordination issue, by which the rest is found again, goes last. */
export function listOurs(world: World): readonly Ours[] {
  const issues = [...world.issues.values()];
  return [
    { what: "Labels on issues", actions: issues.flatMap((issue) => labelsOn(issue, world)) },
    { what: "Dependencies that GitHub shows", actions: issues.flatMap((issue) => dependenciesOf(issue, world)) },
    { what: "Comments", actions: commentsOf(world) },
    { what: "Steps to part with the coordination issue", actions: pagesOf(world) },
  ];
}
