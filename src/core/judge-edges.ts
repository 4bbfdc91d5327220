/** Every statement about waiting, from texts, commands and GitHub itself, each judged: does it count, is it waived? */
import type { Actor, Comment, DeclaredEdge, Fact, Issue, Meaning } from "./model.ts";
import { isHere, isSameRef } from "./model.ts";
import { isOwnEdge, lastHand } from "./own-edges.ts";
import { textHash } from "./text-hash.ts";
import { type Trust, trustsEveryone } from "./trust.ts";
import type { Edge, Snapshot } from "./world.ts";

export interface EdgeSources {
  readonly snapshot: Snapshot;
  readonly trust: Trust;
  readonly issues: ReadonlyMap<number, Issue>;
  readonly meanings: ReadonlyMap<number, Meaning>;
  /** Comments with a field that counts like the body's, each with its meaning. */
  readonly commentFields: readonly { readonly comment: Comment; readonly meaning: Meaning }[];
  readonly facts: ReadonlyMap<number, readonly Fact[]>;
  /** Coordination issues. */
  readonly hubs: ReadonlySet<number>;
}

type Unjudged = Omit<Edge, "counted" | "why" | "waived">;
/** Where it stands, and who answers for it. */
type Place = Omit<Unjudged, keyof DeclaredEdge>;

/** Did this person write every one of these issues? */
function wroteAll(by: Actor | null, numbers: readonly number[], issues: ReadonlyMap<number, Issue>): boolean {
  return by !== null && numbers.every((number) => issues.get(number)?.author?.id === by.id);
}

/** What we copied to GitHub from a text counts as long as the text does, and nothing longer. */
const OURS = "Signalbox added it for a text, which speaks for itself";

function isOurs(edge: Unjudged, { snapshot, issues }: EdgeSources): boolean {
  const issue = issues.get(edge.dependent.number);
  return issue !== undefined && isOwnEdge(issue, edge.blocker, snapshot.app.botId);
}

/**
 * The authority rule: what makes one's own issue wait always counts; what makes somebody else's wait, and every
 * statement between other issues, counts from people with triage or from whoever wrote both.
 */
function objection(edge: Unjudged, sources: EdgeSources): string | null {
  const { snapshot, trust, issues, hubs } = sources;
  if (isSameRef(edge.dependent, edge.blocker)) return "an issue cannot wait for itself";
  if (!isHere(edge.dependent, snapshot.repo)) return "what an issue of another repository waits for is decided there";
  if (hubs.has(edge.dependent.number)) return "the coordination issue waits for nothing";
  if (isHere(edge.blocker, snapshot.repo) && hubs.has(edge.blocker.number))
    return "nothing waits for the coordination issue";
  if (edge.origin === "native" && isOurs(edge, sources)) return OURS;
  if (!issues.has(edge.dependent.number)) return `#${edge.dependent.number} is not an issue here`;
  if (edge.origin !== "text" || edge.dependent.number === edge.statedOn) return null;
  const others = [edge.dependent.number];
  if (isHere(edge.blocker, snapshot.repo) && edge.blocker.number !== edge.statedOn) others.push(edge.blocker.number);
  if (wroteAll(edge.by, [...others, edge.statedOn], issues) || trust.mayTriage(edge.by)) return null;
  if (trustsEveryone(snapshot)) return null;
  return "it makes somebody else's issue wait and was not written by anybody with triage permission";
}

/** A waiver of one edge holds while the edge's text is the same; a waiver of all holds for edges known when it was given. */
export function waiverOf(edge: Unjudged, facts: readonly Fact[]): Edge["waived"] {
  for (const fact of facts) {
    if (fact.kind !== "waived") continue;
    const sameBlocker = fact.blocker === null || isSameRef(fact.blocker, edge.blocker);
    if (sameBlocker && (fact.textHash === null || fact.textHash === textHash(edge.text))) {
      return { by: fact.by, reason: fact.reason };
    }
  }
  return null;
}

/** Made in one piece: there are thousands in every pass, and an object that grows costs twice. */
function judge(stated: DeclaredEdge, { origin, statedOn, comment, by }: Place, sources: EdgeSources): Edge {
  const { dependent, blocker, kind, line, text, syntax } = stated;
  const unjudged = { dependent, blocker, kind, origin, statedOn, comment, line, text, syntax, by };
  const why = objection(unjudged, sources);
  const waived = waiverOf(unjudged, sources.facts.get(dependent.number) ?? []);
  return {
    dependent,
    blocker,
    kind,
    origin,
    statedOn,
    comment,
    line,
    text,
    syntax,
    by,
    counted: why === null,
    why,
    waived,
  };
}

function inTexts(sources: EdgeSources): Edge[] {
  const found: Edge[] = [];
  const add = (edges: readonly DeclaredEdge[], statedOn: number, comment: number | null, by: Actor | null) => {
    if (edges.length === 0) return;
    const place: Place = { origin: "text", statedOn, comment, by };
    for (const edge of edges) found.push(judge(edge, place, sources));
  };
  for (const { number, editor, author } of sources.issues.values())
    add(sources.meanings.get(number)?.edges ?? [], number, null, editor ?? author);
  for (const { comment, meaning } of sources.commentFields)
    if (sources.issues.has(comment.issue))
      add(meaning.edges, comment.issue, comment.id, comment.editor ?? comment.author);
  return found;
}

function byCommands(sources: EdgeSources): Edge[] {
  const { repo } = sources.snapshot;
  const found: Edge[] = [];
  for (const [statedOn, told] of sources.facts)
    for (const fact of told) {
      if (fact.kind !== "edge") continue;
      const { comment } = fact.from;
      const dependent = { repo, number: fact.dependent };
      const text = `command in comment ${comment ?? 0}`;
      const stated = { dependent, blocker: fact.blocker, kind: fact.edge, line: 0, text, syntax: "command" };
      found.push(judge(stated, { origin: "command", statedOn, comment, by: fact.by }, sources));
    }
  return found;
}

function onGitHub(sources: EdgeSources): Edge[] {
  const { repo } = sources.snapshot;
  const found: Edge[] = [];
  for (const issue of sources.issues.values())
    for (const blocker of issue.isOpen ? issue.blockedBy : []) {
      const dependent = { repo, number: issue.number };
      const stated = {
        dependent,
        blocker,
        kind: "hard",
        line: 0,
        text: "GitHub's own link",
        syntax: "native",
      } as const;
      const by = lastHand(issue, blocker)?.actor ?? null;
      found.push(judge(stated, { origin: "native", statedOn: 0, comment: null, by }, sources));
    }
  return found;
}

/** All edges, counted or not, in a stable order: by dependent, then in the order stated. */
export function judgeEdges(sources: EdgeSources): readonly Edge[] {
  return [...inTexts(sources), ...byCommands(sources), ...onGitHub(sources)].sort(byPlace);
}

export function byPlace(a: Edge, b: Edge): number {
  return a.dependent.number - b.dependent.number || a.blocker.number - b.blocker.number || a.line - b.line;
}

/** Edges that hold now: counted and not waived. */
export function holds(edge: Edge): boolean {
  return edge.counted && edge.waived === null;
}
