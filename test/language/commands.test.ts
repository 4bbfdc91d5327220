// Which lines of a comment are commands, and how their arguments are read.
import { describe, expect, test } from "vitest";
import { parseCommands } from "../../src/core/command-lines.ts";

const names = (
  "claim release done review approve reject block unblock depends blocks hold resume assign unassign priority " +
  "estimate track admit why next status help urgent plan stop"
).split(" ");

function one(text: string) {
  const found = parseCommands(text, names);
  expect(found).toHaveLength(1);
  return found[0];
}

test.each([
  ["at the start of a line", "/claim"],
  ["up to three spaces before it", "   /claim"],
  ["in any case", "/CLAIM"],
  ["with a carriage return", "/claim\r\n"],
  ["below other text", "I take it.\n/claim"],
  ["behind a quotation and a blank line", "> why?\n\n/claim"],
  ["with a hidden remark behind it", "/claim <!-- x -->"],
  ["over a line of dashes", "/claim\n---"],
  ["with a full stop behind it", "/claim."],
  ["with exclamation marks behind it", "/claim!!"],
  ["with a comma and a hidden remark behind it", "/claim, <!-- x -->"],
])("a command counts %s", (_, text) => {
  expect(one(text)).toMatchObject({ name: "claim", args: [], reason: null });
});

test.each([
  ["in a code fence", "```\n/claim\n```"],
  ["in indented code", "    /claim"],
  ["in inline code", "`/claim`"],
  ["in a quotation", "> /claim"],
  ["lazily in a quotation", "> a\n/claim"],
  ["in a hidden comment", "<!--\n/claim\n-->"],
  ["struck", "~~\n/claim~~"],
  ["in a list item", "- /claim"],
  ["in the middle of a line", "please /claim"],
  ["as a path", "/claim/it"],
  ["as a question", "/claim?"],
  ["as a file", "/claim.txt"],
  ["as a file of this folder", "/claim./x"],
  ["with a letter of another alphabet", "/clаim"],
  ["with something invisible in it", "/cl\u200baim"],
  ["with a bidirectional trick", "\u202e/claim"],
  ["escaped", "\\/claim"],
  ["when nobody knows it", "/shipit"],
  ["when a short name is two letters off", "/doom\n/clxxm"],
  ["when a common robot knows it", "/test\n/stage\n/lgtm\n/retest\n/cc @x\n/label bug"],
  ["when it is GitHub's own", "/code\n/details\n/table\n/template\n/saved-replies"],
  ["in an empty comment", ""],
])("nothing counts %s", (_, text) => {
  expect(parseCommands(text, names)).toEqual([]);
});

test.each([
  ["/reject: a test is missing", [], "a test is missing"],
  ["/reject : a test is missing", [], "a test is missing"],
  ["/reject: because it leans", [], "it leans"],
  ["/stop: the crane is inspected", [], "the crane is inspected"],
  ["/stop: all because of the crane", ["all"], "of the crane"],
  ["/stop all: the crane", ["all"], "the crane"],
])("a command that names nothing has its reason behind the colon: %s", (text, args, reason) => {
  expect(one(text)).toMatchObject({ args, reason });
});

test.each([
  ["/block #7, #8 and octo/dock#9", ["#7", "#8", "and", "octo/dock#9"]],
  ["/assign `@ana`, **@bo**.", ["@ana", "@bo"]],
  ["/priority: p1", ["p1"]],
  ["/assign, @ana", ["@ana"]],
  ["/depends: #12", ["#12"]],
  ["/depends:#12", ["#12"]],
  ['/track "data and search"', ["data and search"]],
  ["/track “data and search”", ["data and search"]],
  ["/done https://example.org/a:b?c=d", ["https://example.org/a:b?c=d"]],
  ["/estimate 1h30", ["1h30"]],
  ["/claim as worker-6", ["as", "worker-6"]],
  ["/claim\u00a0as\u3000worker-6", ["as", "worker-6"]],
])("arguments of %s", (text, args) => {
  expect(one(text)).toMatchObject({ args, reason: null });
});

test.each([
  ["/unblock #7 because it is done: really", ["#7"], "it is done: really"],
  ["/unblock #7 because: done", ["#7"], "done"],
  ["/unblock #7: not needed", ["#7"], "not needed"],
  ["/done https://x.y/z: all green", ["https://x.y/z"], "all green"],
  ["/block #3 12:30 because of it", ["#3", "12:30"], "of it"],
  ["/reject because tests fail", [], "tests fail"],
  ["/release too hard for me", [], "too hard for me"],
  ["/release because too hard", [], "too hard"],
  ["/hold: vendor is away", [], "vendor is away"],
  ["/urgent prod is down, #12", [], "prod is down, #12"],
  ["/hold", [], null],
])("reason of %s", (text, args, reason) => {
  expect(one(text)).toMatchObject({ args, reason });
});

test("options keep quoted values and inner commas", () => {
  expect(one('/plan docs/a.md select=a,b note="two words"')).toMatchObject({
    args: ["docs/a.md"],
    options: { select: "a,b", note: "two words" },
  });
});

test("an unclosed quotation mark runs to the end of the line, with a note", () => {
  const found = one('/track "data and search');
  expect(found?.args).toEqual(["data and search"]);
  expect(found?.notes).toHaveLength(1);
});

test.each([
  ["/clam", "claim"],
  ["/calim", "claim"],
  ["/relase", "release"],
  ["/unblok #1", "unblock"],
  ["/asign @ana", "assign"],
])("%s is answered with a guess", (text, name) => {
  expect(one(text)).toMatchObject({ name, didYouMean: text.slice(1).split(" ")[0] });
});

test("hold cancel and unhold mean resume", () => {
  expect(one("/hold cancel")).toMatchObject({ name: "resume", args: [], reason: null });
  expect(one("/unhold")).toMatchObject({ name: "resume", didYouMean: null });
  expect(one("/hold cancel culture")).toMatchObject({ name: "hold", reason: "cancel culture" });
});

test("a line's key tells occurrences apart and ignores case and spaces", () => {
  const keys = parseCommands("/claim\n/Claim \n/unblock   #7\n/claim", names).map((line) => line.key);
  expect(keys).toEqual(["claim#1", "claim#2", "unblock #7#1", "claim#3"]);
});

test("where another robot owns the short names, only prefixed lines count", () => {
  const found = parseCommands("/claim\n/signalbox assign @ana\n/signalbox /done", names, { prefixed: true });
  expect(found.map((line) => [line.name, line.line])).toEqual([
    ["assign", 2],
    ["done", 3],
  ]);
});

describe("several commands", () => {
  test("come in order with their lines", () => {
    const found = parseCommands("/claim\n\ntext\n\n/estimate 2h\n> /done\n\n/review", names);
    expect(found.map((line) => `${line.line} ${line.name}`)).toEqual(["1 claim", "5 estimate", "8 review"]);
  });
});
