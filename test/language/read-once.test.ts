// A text is parsed once: the very same meaning comes back until the text, its place or the words of the settings change.
import { expect, test } from "vitest";
import { commands } from "../../src/commands/all.ts";
import { answerComments } from "../../src/core/answer-comments.ts";
import { reportOf } from "../../src/core/answer-report.ts";
import { meaningOfComment, meaningOfIssue } from "../../src/core/read-meaning.ts";
import { reportText } from "../../src/core/report-shape.ts";
import { openTrust } from "../../src/core/trust.ts";
import { views } from "../../src/views/all.ts";
import { newComment, snapshotFrom } from "../world-builder.ts";

const snapshot = snapshotFrom(["#2 is open", "#3 is open"]);
const [first] = snapshot.issues;
if (first === undefined) throw new Error("The snapshot has issues.");
const issue = { ...first, body: "Depends on: #3" };
const comment = newComment(77, 2, { id: 5, login: "ana", isBot: false }, "Blocked by: #3");

test("the same body is not parsed again, whatever else of the issue changed", () => {
  const meaning = meaningOfIssue(issue, snapshot, false);
  const labelled = { ...issue, labels: ["urgent"], updatedAt: "2030-01-01T00:00:00Z", body: `${issue.body}` };
  expect(meaningOfIssue(issue, snapshot, false)).toBe(meaning);
  expect(meaningOfIssue(labelled, snapshot, false)).toBe(meaning);
  expect(meaningOfIssue({ ...labelled, isOpen: false }, { ...snapshot }, false)).toBe(meaning);
});

test("another body, title, number, place or table of words is", () => {
  const before = meaningOfIssue(issue, snapshot, false);
  const edited = meaningOfIssue({ ...issue, body: "Depends on: #4" }, snapshot, false);
  expect(edited.edges.map((edge) => edge.blocker.number)).toEqual([4]);
  const titled = meaningOfIssue({ ...issue, title: "Blocked by #9" }, snapshot, false);
  expect(titled.edges.map((edge) => edge.blocker.number)).toEqual([9, 3]);
  expect(meaningOfIssue({ ...issue, number: 3 }, snapshot, false).edges).toEqual([]);
  expect(meaningOfIssue(issue, { ...snapshot, repo: "octo/dock" }, false)).not.toBe(before);
  const words = { waitsFor: ["rides on"] };
  const ridden = { ...issue, body: "This rides on #5" };
  expect(meaningOfIssue(ridden, snapshot, false).edges).toEqual([]);
  const settings = { ...snapshot.settings, words };
  expect(meaningOfIssue(ridden, { ...snapshot, settings }, false).edges).toHaveLength(1);
});

test("an edit undone leaves the first meaning, and issue and comment of one number keep apart", () => {
  const before = meaningOfIssue(issue, snapshot, false);
  meaningOfIssue({ ...issue, body: "" }, snapshot, false);
  expect(meaningOfIssue({ ...issue }, snapshot, false)).toEqual(before);
  const said = meaningOfComment({ ...comment, id: 2 }, snapshot);
  expect(said.edges.map((edge) => edge.blocker.number)).toEqual([3]);
  expect(meaningOfComment({ ...comment, id: 2 }, snapshot)).toBe(said);
  expect(meaningOfComment({ ...comment, id: 3, body: "This depends on #3" }, snapshot).edges).toEqual([]);
});

test("the same comment holds other commands as soon as the settings name them by their long form", () => {
  const asking = { on: 4, by: "ana", body: "/claim\n\n/signalbox claim" };
  const asked = snapshotFrom(["#4 is open", "ana is a worker"], { comment: asking });
  const lines = (form: "plain" | "prefixed") => {
    const settings = { ...asked.settings, commands: form };
    const { answered } = answerComments({ ...asked, settings }, openTrust(asked), { commands, views });
    return answered.flatMap(({ answers }) => answers.map(({ line }) => line.line));
  };
  expect([lines("plain"), lines("prefixed"), lines("plain")]).toEqual([[1], [3], [1]]);
});

test("what a report calls #2 lies in the repository as it is called now", () => {
  const text = "## Worker ana Report - Phase 1\n\n**Issue**: #2\n**Status**: 🔄 In Progress";
  const report = newComment(78, 3, { id: 5, login: "ana", isBot: false }, text);
  const [title = "", ...rest] = text.replace("## ", "").split("\n");
  const opened = { ...issue, title, body: rest.join("\n").trim() };
  const named = (repo: string) => {
    const here = { ...snapshot, repo };
    return [reportOf(report, { snapshot: here }), reportText(opened, here)?.report].map((one) => one?.issue?.repo);
  };
  expect([named("octo/yard"), named("octo/dock")]).toEqual([
    ["octo/yard", "octo/yard"],
    ["octo/dock", "octo/dock"],
  ]);
});
