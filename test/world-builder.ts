// Builds what a decision sees from sentences such as `#2 depends on #1` and `#3 is held by ana`.
import { buildWorld } from "../src/core/build-world.ts";
import type { Actor, Comment, Fact, Marker, Role } from "../src/core/model.ts";
import { type Settings, settingsSchema } from "../src/core/settings/settings.ts";
import { openTrust } from "../src/core/trust.ts";
import type { Snapshot, World } from "../src/core/world.ts";
import { type Draft, MARA, newIssue } from "./new-issue.ts";

const REPO = "octo/yard";
export const HUB = 90_000;
const BOT: Actor = { id: 1, login: "signalbox[bot]", isBot: true };
const MAY: Readonly<Record<string, Role>> = { triage: "triage", maintain: "maintain", write: "write", read: "read" };

/** A story while it is told. */
interface Story {
  readonly issues: Map<number, Draft>;
  readonly facts: Map<number, Fact[]>;
  readonly actors: Map<string, Actor>;
  readonly roles: Map<number, Role>;
  readonly settings: Record<string, unknown> & { workers: Record<string, unknown>[] };
  minutes: number;
}

/** A moment of the story's morning: each call is a minute later, from 2026-06-01 08:00 UTC. */
function tick(story: Story): string {
  story.minutes += 1;
  return at(story.minutes);
}

function at(minutes: number): string {
  return new Date(Date.UTC(2026, 5, 1, 8, 0) + minutes * 60_000).toISOString();
}

function actor(story: Story, login: string): Actor {
  const known = story.actors.get(login);
  if (known) return known;
  const one = { id: 10 + story.actors.size, login, isBot: login.endsWith("[bot]") };
  story.actors.set(login, one);
  story.roles.set(one.id, "read");
  return one;
}

function issue(story: Story, number: string | undefined): Draft {
  const key = Number(number);
  const known = story.issues.get(key);
  if (known) return known;
  const made = newIssue(key, `Task ${key}`);
  story.issues.set(key, made);
  return made;
}

function change(story: Story, number: string | undefined, changes: Partial<Draft>): void {
  Object.assign(issue(story, number), changes);
}

function addLine(to: Draft, line: string): void {
  to.body += `${to.body === "" ? "" : "\n\n"}${line}`;
}

function tell(story: Story, number: string | undefined, fact: Fact): void {
  const key = issue(story, number).number;
  story.facts.set(key, [...(story.facts.get(key) ?? []), fact]);
}

function hold(story: Story, number: string, name: string): void {
  const about = issue(story, number);
  const isNamed = story.settings.workers.some((worker) => worker["name"] === name && worker["speaksAs"] !== undefined);
  const by = isNamed ? null : actor(story, name);
  if (by) about.assignees = [...about.assignees, by];
  else about.labels = [...about.labels, `worker:${name}`];
  const epoch = 1 + (story.facts.get(about.number) ?? []).filter((fact) => fact.kind === "claim").length;
  const from = { comment: 90_000 + about.number, key: "claim#1" };
  tell(story, number, { kind: "claim", worker: name, by, epoch, at: tick(story), from });
}

const from = { comment: 90_001, key: "told#1" };

/** Each form of sentence with what it does to the story; the first that fits counts. */
const SENTENCES: readonly [RegExp, (story: Story, ...words: string[]) => void][] = [
  [
    /^#(\d+) depends on #(\d+)$/,
    (s, a, b) => {
      issue(s, b);
      addLine(issue(s, a), `Depends on: #${b}`);
    },
  ],
  [
    /^#(\d+) depends softly on #(\d+)$/,
    (s, a, b) => {
      issue(s, b);
      addLine(issue(s, a), `Depends on: #${b} (soft)`);
    },
  ],
  [/^#(\d+) says (.+)$/s, (s, a, line) => addLine(issue(s, a), line ?? "")],
  [/^#(\d+) is titled (.+)$/s, (s, a, title) => change(s, a, { title: title ?? "" })],
  [/^#(\d+) is open$/, (s, a) => addLine(issue(s, a), "Depends on: none")],
  [/^#(\d+) is outside$/, (s, a) => change(s, a, {})],
  [
    /^#(\d+) is closed( as not planned)?$/,
    (s, a, not) =>
      Object.assign(issue(s, a), { isOpen: false, stateReason: not ? "not_planned" : "completed", closedAt: tick(s) }),
  ],
  [
    /^#(\d+) was finished by ([\w-]+)$/,
    (s, a, who) => {
      hold(s, a ?? "", who ?? "");
      tell(s, a, { kind: "done", worker: who ?? "", evidence: null, at: tick(s), from });
      Object.assign(issue(s, a), { isOpen: false, stateReason: "completed", closedAt: tick(s) });
    },
  ],
  [/^#(\d+) is held by ([\w-]+)$/, (s, a, who) => hold(s, a ?? "", who ?? "")],
  [/^#(\d+) is assigned by hand to ([\w-]+)$/, (s, a, who) => change(s, a, { assignees: [actor(s, who ?? "")] })],
  [
    /^#(\d+) is in review$/,
    (s, a) => tell(s, a, { kind: "review", worker: issue(s, a).assignees[0]?.login ?? "ana", at: tick(s), from }),
  ],
  [
    /^#(\d+) was declined by ([\w-]+)$/,
    (s, a, who) => tell(s, a, { kind: "declined", worker: who ?? "", at: tick(s), from }),
  ],
  [
    /^#(\d+) is on hold(?: because (.+))?$/s,
    (s, a, reason) => {
      issue(s, a).labels = [...issue(s, a).labels, "hold"];
      tell(s, a, { kind: "hold", by: MARA, reason: reason ?? null, at: tick(s), from });
    },
  ],
  [
    /^everything is stopped$/,
    (s) => void s.facts.set(HUB, [{ kind: "stopped", by: MARA, reason: "the data is moved", at: tick(s), from }]),
  ],
  [/^#(\d+) waits no more for #(\d+)$/, (s, a, b) => waive(s, a ?? "", b ?? "")],
  [
    /^#(\d+) is part of #(\d+)$/,
    (s, a, b) => {
      issue(s, a).parent = { repo: REPO, number: Number(b) };
      issue(s, b).subIssueCount += 1;
    },
  ],
  [/^#(\d+) has the label (.+)$/, (s, a, label) => change(s, a, { labels: [...issue(s, a).labels, label ?? ""] })],
  [/^#(\d+) is a pull request$/, (s, a) => change(s, a, { isPullRequest: true })],
  [/^#(\d+) was written by ([\w-]+)$/, (s, a, who) => change(s, a, { author: actor(s, who ?? "") })],
  [
    /^#(\d+) was reported (complete|blocked|in progress) by ([\w-]+) with (.+)$/,
    (s, a, status, who, what) =>
      tell(s, a, {
        kind: "progress",
        worker: who ?? "",
        epoch: 1,
        status: status as "complete",
        at: tick(s),
        deliverables: (what ?? "").split(", "),
        from,
      }),
  ],
  [
    /^(\w+) may (triage|maintain|write|read)$/,
    (s, who, may) => void s.roles.set(actor(s, who ?? "").id, MAY[may ?? ""] ?? "none"),
  ],
  [
    /^([\w-]+) is a worker(?: with (\d) slots)?(?: who knows ([\w, ]+))?$/,
    (s, name, slots, skills) =>
      void s.settings.workers.push({
        name,
        ...(slots ? { slots: Number(slots) } : {}),
        ...(skills ? { skills: skills.split(", ") } : {}),
      }),
  ],
  [/^([\w-]+) speaks as (\w+)$/, (s, name, login) => void s.settings.workers.push({ name, speaksAs: [login] })],
  [
    /^([\w-]+) is started by people$/,
    (s, name) => void s.settings.workers.push({ name, kind: "agent", startedBy: "person" }),
  ],
  [/^([\w-]+) is an? (reviewer|orchestrator)$/, (s, name, role) => void s.settings.workers.push({ name, role })],
  [/^([\w-]+) reviews$/, (s, name) => Object.assign(s.settings, { review: { required: true, reviewers: [name] } })],
  [/^reviews are required$/, (s) => Object.assign(s.settings, { review: { required: true } })],
  [/^accounts are shared$/, (s) => Object.assign(s.settings, { sharedAccount: true })],
  [/^([\w-]+) is known$/, (s, who) => void actor(s, who ?? "")],
  [/^tasks are claimed$/, (s) => Object.assign(s.settings, { assignment: "claims" })],
  [/^anyone may claim$/, (s) => Object.assign(s.settings, { claims: "anyone" })],
  [/^it only observes by box$/, (s) => Object.assign(s.settings, { mode: undefined })],
  [
    /^#(\d+) has been blocked since (\S+)$/,
    (s, a, since) =>
      change(s, a, {
        timeline: [{ kind: "labeled", at: since ?? "", actor: BOT, label: "blocked" }, ...issue(s, a).timeline],
      }),
  ],
  [/^it only observes$/, (s) => Object.assign(s.settings, { mode: "observe" })],
  [/^the time zone is (.+)$/, (s, timezone) => Object.assign(s.settings, { timezone })],
];

function waive(story: Story, number: string, blocker: string): void {
  const ref = { repo: REPO, number: Number(blocker) };
  tell(story, number, { kind: "waived", blocker: ref, textHash: null, by: MARA, reason: null, at: tick(story), from });
}

function read(story: Story, sentence: string): void {
  for (const [form, act] of SENTENCES) {
    const found = form.exec(sentence);
    if (!found) continue;
    act(story, ...(found.slice(1) as string[]));
    return;
  }
  throw new Error(`No form of sentence fits "${sentence}"; see SENTENCES in test/world-builder.ts`);
}

export function newComment(id: number, on: number, author: Actor, body: string, marker: Marker | null = null): Comment {
  const createdAt = at(id);
  return {
    id,
    nodeId: `C_${id}`,
    issue: on,
    author,
    editor: null,
    body,
    createdAt,
    updatedAt: createdAt,
    lastEditedAt: null,
    ownReactions: [],
    marker,
  };
}

/** What more than sentences can say. */
export interface More {
  readonly now?: string;
  /** A comment of somebody, posted after everything else. */
  readonly comment?: { readonly on: number; readonly by: string; readonly body: string };
  readonly settingsProblems?: readonly string[];
}

/** Id of the comment given in `More`. */
export const ASKING = 600;

/** A snapshot and who is who in its story. */
export interface Told extends Snapshot {
  /** Logins by actor id. */
  readonly logins: ReadonlyMap<number, string>;
}

export function snapshotFrom(sentences: readonly string[], more: More = {}): Told {
  const story: Story = {
    issues: new Map(),
    facts: new Map(),
    actors: new Map([["mara", MARA]]),
    roles: new Map([[MARA.id, "maintain"]]),
    settings: { mode: "live", workers: [] },
    minutes: 0,
  };
  for (const sentence of sentences) read(story, sentence);
  const hub = { ...newIssue(HUB, "Coordination"), author: BOT };
  const settings: Settings = settingsSchema.parse(story.settings);
  const comments = [...story.facts].map(([number, facts], i) =>
    newComment(i + 1, number, BOT, "Signalbox keeps what it was told here.", {
      kind: "status",
      key: `status:${number}`,
      facts,
      settled: [],
      data: {},
    }),
  );
  const asking = more.comment;
  if (asking) comments.push(newComment(ASKING, asking.on, actor(story, asking.by), asking.body));
  return {
    repo: REPO,
    repositoryId: 7,
    isPrivate: false,
    neighbours: [],
    now: more.now ?? "2026-06-01T20:00:00.000Z",
    app: { appId: 3, slug: "signalbox", botId: BOT.id, botLogin: BOT.login },
    host: "github.com",
    settings,
    settingsProblems: more.settingsProblems ?? [],
    issues: [...story.issues.values(), hub],
    comments,
    foreign: [],
    issueMarkers: new Map([[HUB, { kind: "coordination", key: "coordination", facts: [], settled: [], data: {} }]]),
    roles: story.roles,
    logins: new Map([...story.actors.values()].map(({ id, login }) => [id, login])),
    refusals: [],
  };
}

export function worldFrom(sentences: readonly string[], more: More = {}): World {
  const snapshot = snapshotFrom(sentences, more);
  return buildWorld(snapshot, openTrust(snapshot));
}
