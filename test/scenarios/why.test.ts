/** Stories about "why": the chain to the last link, the line that says so, who wrote it, and the cheapest change. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const REPO = "octo/yard";

async function ask(yard: Stage, on: number, line = "/why", who = "mia"): Promise<string> {
  yard.says(who, on, line);
  await yard.settles();
  return yard.answers(on).at(-1) ?? "";
}

test("the whole chain, with line, text, writer and time of every link", async () => {
  const yard = await openStage();
  const schema = yard.opens("mia", "Write the schema");
  const api = yard.opens("mia", "Build the API");
  const app = yard.opens("tom", "Build the app", `Looks nice.\n\nBlocked by: #${api}`);
  await yard.settles(60_000);
  yard.as("ana").editIssue(REPO, api, { body: `What it needs\n\n- Depends on #${schema} (the tables)` });
  yard.says("ana", schema, "/claim");
  await yard.settles();
  const lines = (await ask(yard, app)).split("\n");
  expect(lines).toEqual([
    `#${app} Build the app waits for #${api}.`,
    "",
    `- #${api} Build the API waits for #${schema}`,
    `  - because in the text of #${app}, line 3 says “Blocked by: \\#\u200b${api}”, written by tom on 1 Jun 08:00`,
    `  - #${schema} Write the schema is in progress with ana since 1 Jun 08:01`,
    `    - because in the text of #${api}, line 3 says “Depends on \\#\u200b${schema} (the tables)”, last edited by ana on 1 Jun 08:01`,
    "",
    `Cheapest change: finish #${schema}, or \`/unblock #${api} because …\` on #${app}.`,
  ]);
});

test("a command, a link clicked by a person and a field in a comment each say so", async () => {
  const yard = await openStage();
  const [one, two, three] = ["One", "Two", "Three"].map((title) => yard.opens("mia", title, "**Estimate**: 1h"));
  const all = yard.opens("mia", "All", "**Estimate**: 1h");
  yard.says("ana", all, `/depends #${one} because it must be first`);
  yard.as("tom").addBlockedBy(REPO, all, two ?? 0);
  yard.says("ana", all, `Blocked by: #${three}`);
  await yard.settles();
  const why = await ask(yard, all);
  expect(why).toContain(`on #${all}, \`/depends\` by ana on 1 Jun 08:00: it must be first`);
  expect(why).toContain(`GitHub's own link on #${all}, added by tom`);
  expect(why).toContain(`in a comment on #${all}, line 1 says “Blocked by: \\#\u200b${three}”, written by ana`);
  expect(why).toContain(
    `Cheapest change: finish #${one}, #${two} and #${three}, or \`/unblock #${one} #${two} #${three} because …\` on #${all}.`,
  );
});

test("what a part waits for because its whole does is freed there", async () => {
  const yard = await openStage();
  const first = yard.opens("mia", "Phase 1");
  const phase = yard.opens("mia", "Phase 2", `Depends on #${first}`);
  const part = yard.opens("mia", "A part", `Part of #${phase}`);
  await yard.settles();
  const why = await ask(yard, part);
  expect(why).toContain(`because in the text of #${phase}, line 1 says`);
  expect(why).toContain(`Cheapest change: finish #${first}.`);
});

test("what a part waits for twice, by its own words and its whole's, is not offered to be waived once", async () => {
  const yard = await openStage();
  const first = yard.opens("mia", "Phase 1");
  const phase = yard.opens("mia", "Phase 2", `Depends on #${first}`);
  const part = yard.opens("mia", "A part", `Part of #${phase}\n\nDepends on #${first}`);
  await yard.settles();
  expect(await ask(yard, part)).toContain(`Cheapest change: finish #${first}.`);
  yard.says("tom", part, `/unblock #${first} because we know enough`);
  await yard.settles();
  expect(yard.status(part)).toBe("blocked");
});

test("the cheapest change, when followed, frees the issue", async () => {
  const yard = await openStage();
  const dropped = yard.opens("mia", "Dropped");
  const far = yard.opens("mia", "Far", `Depends on octo/hidden#3 and #${dropped}`);
  yard.as("mia").closeIssue(REPO, dropped, "not_planned");
  await yard.settles();
  const why = await ask(yard, far);
  const [line] = /\/unblock [^`]+ because/.exec(why.slice(why.indexOf("Cheapest change"))) ?? [""];
  yard.says("tom", far, `${line} we do without`);
  await yard.settles();
  expect(yard.status(far)).toBe("ready");
});

test("a date names its line, and changing the line frees the issue", async () => {
  const yard = await openStage();
  const later = yard.opens("mia", "Later", "Some words.\n\nNot before: 2026-07-01");
  await yard.settles();
  const why = await ask(yard, later);
  expect(why).toContain("Later waits for 1 Jul.\n\n- not before 1 Jul. Way out: change the date in the text\n");
  expect(why).toContain(`in the text of #${later}, line 3 says “Not before: 2026-07-01”, written by mia`);
  yard.as("mia").editIssue(REPO, later, { body: "Some words.\n\n**Estimate**: 1h" });
  await yard.settles();
  expect(yard.status(later)).toBe("ready");
});

test("why a worker has nothing, and the dashboard says the same of them", async () => {
  const settings = "mode: live\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana }, { name: bob }]\n";
  const yard = await openStage({ settings });
  const only = yard.opens("mia", "The only one", "**Owner**: @ana");
  await yard.settles();
  const why = await ask(yard, only, "/why @bob");
  const reason = /gets nothing now: (.+)$/m.exec(why)?.[1] ?? "nothing said";
  expect(yard.dashboard()).toContain(reason);
});
