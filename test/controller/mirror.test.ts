/** Folding readings into the copy of a repository: newest wins, gone is gone, only changes are written. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, withSeal } from "../../src/controller/marker-seal.ts";
import { Mirror } from "../../src/controller/mirror.ts";
import type { Comment, Issue } from "../../src/core/model.ts";
import type { MirrorRows } from "../../src/ports/store.ts";
import { keys } from "./bench.ts";
import { ana, bot, FakeGitHub, yard } from "./fake-github.ts";

const nothing: MirrorRows = {
  issues: [],
  comments: [],
  goneIssues: [],
  goneComments: [],
  roles: [],
  foreign: [],
  notes: {},
};
const reader = { keys, repositoryId: yard.id, botId: bot.id };
const openMirror = (rows: Partial<MirrorRows> = {}) => new Mirror({ ...nothing, ...rows }, reader);
const at = (second: number) => new Date(second * 1000).toISOString();

function version(second: number, change: Partial<Issue> = {}): Issue {
  const issue = new FakeGitHub(() => 0).open("one");
  return { ...issue, updatedAt: at(second), title: `as of ${second}`, ...change };
}

test("the newest reading wins, in whatever order readings come", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 }), (seconds) => {
      const mirror = openMirror();
      for (const second of seconds) mirror.foldIssue(version(second));
      expect(mirror.issue(1)?.title).toBe(`as of ${Math.max(...seconds)}`);
    }),
  );
});

test("an equally old reading replaces: edges and links change without a new version", () => {
  const mirror = openMirror();
  mirror.foldIssue(version(5));
  mirror.foldIssue(version(5, { blockedBy: [{ repo: "octo/yard", number: 2 }] }));
  expect(mirror.issue(1)?.blockedBy).toHaveLength(1);
});

test("a reading that changes nothing keeps the object and writes nothing", () => {
  const mirror = openMirror({ issues: [version(5)] });
  const before = mirror.issue(1);
  mirror.foldIssue(version(5));
  expect(mirror.issue(1)).toBe(before);
  expect(mirror.takeChanged()).toBeNull();
});

test("the marker of an issue goes with the text that carries it and with its author, and stays whatever else changes", () => {
  const hub = { kind: "coordination", key: "hub", facts: [], settled: [], data: {} } as const;
  const body = withSeal("The board", seal(keys, hub, { repositoryId: yard.id, issue: null }));
  const mirror = openMirror();
  const kind = () => mirror.issueMarkers().get(1)?.kind;
  mirror.foldIssue(version(1, { author: bot, body }));
  expect(kind()).toBe("coordination");
  const before = mirror.issueMarkers();
  mirror.foldIssue(version(1, { author: bot, body, labels: ["ready"] }));
  expect(mirror.issueMarkers()).toBe(before);
  mirror.foldIssue(version(2, { author: bot, body, labels: ["urgent"] }));
  expect(kind()).toBe("coordination");
  mirror.foldIssue(version(3, { author: bot, body: "The board" }));
  expect(kind()).toBeUndefined();
  mirror.foldIssue(version(4, { author: bot, body }));
  expect(kind()).toBe("coordination");
  mirror.foldIssue(version(5, { author: ana, body }));
  expect(kind()).toBeUndefined();
});

test("the marker of a comment goes with its text, its author and its last editor, however often it is read", () => {
  const status = { kind: "status", key: "status:1", facts: [], settled: [], data: {} } as const;
  const body = withSeal("All is well", seal(keys, status, { repositoryId: yard.id, issue: 1 }));
  const said = { ...new FakeGitHub(() => 0).say(1, body), author: bot, updatedAt: at(1) };
  const mirror = openMirror();
  const read = (change: Partial<Comment> = {}) => {
    mirror.foldComment({ ...said, ...change });
    const comment = mirror.comment(said.id);
    return [comment?.marker?.key ?? null, comment?.body];
  };
  const ours = ["status:1", "All is well"];
  expect(read()).toEqual(ours);
  const kept = mirror.comment(said.id);
  expect(read()).toEqual(ours);
  expect(mirror.comment(said.id)).toBe(kept);
  expect(read({ ownReactions: ["eyes"] })).toEqual(ours);
  expect(read({ body: "All is well" })).toEqual([null, "All is well"]);
  expect(read({ body: `${body} or not` })).toEqual([null, `${body} or not`]);
  expect(read()).toEqual(ours);
  expect(read({ editor: ana })).toEqual([null, body]);
  expect(read()).toEqual(ours);
  expect(read({ author: ana })).toEqual([null, body]);
  expect(read()).toEqual(ours);
  expect(read({ issue: 2 })).toEqual([null, body]);
});

test("only what changed is written, once", () => {
  const github = new FakeGitHub(() => 0);
  const [one, two] = [github.open("one"), github.open("two")];
  const mirror = openMirror({ issues: [one, two] });
  mirror.foldIssue({ ...two, title: "dos" });
  mirror.foldComment(github.say(2, "hello"));
  mirror.setRole(1, "ana", "write", 9);
  mirror.setNote("a", "b");
  const rows = mirror.takeChanged();
  expect(rows?.issues?.map((issue) => issue.title)).toEqual(["dos"]);
  expect(rows?.comments).toHaveLength(1);
  expect(rows?.roles).toEqual([{ actorId: 1, login: "ana", role: "write", askedAt: 9 }]);
  expect(rows?.notes).toEqual({ a: "b" });
  expect(mirror.takeChanged()).toBeNull();
});

test("what is gone takes its comments with it; a lagging list does not bring it back, reading it does", () => {
  const github = new FakeGitHub(() => 0);
  const issue = github.open("one");
  const comment = github.say(1, "hello");
  const mirror = openMirror({ issues: [issue], comments: [{ ...comment, marker: null } satisfies Comment] });
  mirror.foldNode({ nodeId: issue.nodeId, kind: "gone" });
  expect(mirror.issues()).toEqual([]);
  expect(mirror.comments()).toEqual([]);
  expect(mirror.takeChanged()).toMatchObject({ issues: [], goneIssues: [1], goneComments: [comment.id] });
  mirror.foldChanges({ issues: [issue], comments: [comment], touched: [] });
  expect(mirror.issues()).toEqual([]);
  expect(mirror.takeDoubtful()).toEqual([issue.nodeId, comment.nodeId]);
  mirror.foldNode({ nodeId: issue.nodeId, kind: "issue", issue, comments: [comment] });
  expect(mirror.takeChanged()).toMatchObject({ issues: [issue], goneIssues: [], goneComments: [] });
});

test("what a full listing does not show is doubted, not dropped", () => {
  const github = new FakeGitHub(() => 0);
  const [one, two] = [github.open("one"), github.open("two")];
  const mirror = openMirror({ issues: [one, two] });
  mirror.doubtMissing({ issues: [two], comments: [] });
  expect(mirror.issues()).toHaveLength(2);
  expect(mirror.takeDoubtful()).toEqual([one.nodeId]);
  expect(mirror.takeDoubtful()).toEqual([]);
});

test("what GitHub answered to a write shows at once", () => {
  const github = new FakeGitHub(() => 0);
  const issue = github.open("one");
  const comment = { ...github.say(1, "/claim"), marker: null };
  const mirror = openMirror({ issues: [issue], comments: [comment] });
  const because = "why";
  mirror.foldPerformed({ kind: "add-label", issue: 1, label: "ready", because }, { labels: ["ready"] });
  mirror.foldPerformed({ kind: "assign", issue: 1, login: "ana", because }, { assignees: [ana] });
  mirror.foldPerformed({ kind: "pin", issue: 1, because }, {});
  mirror.foldPerformed({ kind: "add-edge", issue: 1, blocker: { repo: "octo/yard", number: 2 }, because }, {});
  mirror.foldPerformed({ kind: "react", issue: 1, comment: comment.id, content: "rocket", because }, {});
  mirror.foldPerformed({ kind: "close", issue: 1, reason: "completed", because }, {});
  expect(mirror.issue(1)).toMatchObject({
    labels: ["ready"],
    assignees: [ana],
    isPinned: true,
    blockedBy: [{ repo: "octo/yard", number: 2 }],
    isOpen: false,
    stateReason: "completed",
  });
  expect(mirror.comment(comment.id)?.ownReactions).toEqual(["rocket"]);
  mirror.foldPerformed({ kind: "unpin", issue: 1, because }, {});
  expect(mirror.issue(1)?.isPinned).toBe(false);
  mirror.foldPerformed({ kind: "remove-edge", issue: 1, blocker: { repo: "Octo/Yard", number: 2 }, because }, {});
  mirror.foldPerformed({ kind: "delete-comment", issue: 1, comment: comment.id, because }, {});
  expect(mirror.issue(1)?.blockedBy).toEqual([]);
  expect(mirror.comments()).toEqual([]);
});
