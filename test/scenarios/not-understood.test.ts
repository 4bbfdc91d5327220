/** Stories about text that looks like a declaration and could not be read: it is said once, with the line, and goes away. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const HOURS = 3_600_000;

const notices = (yard: Stage, issue: number): readonly string[] =>
  yard.answers(issue).filter((text) => text.includes("Not understood"));

/** An issue with a status comment: somebody was told something there. */
async function issueWithComment(yard: Stage, body: string): Promise<number> {
  const issue = yard.opens("mia", "Pay by card", body);
  yard.says("mia", issue, "/hold the vendor is on holiday");
  await yard.settles();
  return issue;
}

test.each([
  ["English", "Blocked by the vendor"],
  ["German", "Blockiert durch den Lieferanten"],
  ["Japanese", "依存：決済業者"],
])(
  "a %s line that was not understood stands in the status comment once, and goes when it is mended",
  async (_, line) => {
    const yard = await openStage();
    const other = yard.opens("mia", "Choose the vendor");
    const issue = await issueWithComment(yard, `First a word.\n\n${line}`);
    expect(notices(yard, issue)).toHaveLength(1);
    expect(notices(yard, issue)[0]).toContain("- line 3: ");
    expect(notices(yard, issue)[0]).toContain(line);

    await yard.settles(6 * HOURS);
    yard.says("ana", issue, "What about this?");
    await yard.settles();
    expect(notices(yard, issue)).toHaveLength(1);

    yard.as("mia").editIssue("octo/yard", issue, { body: `First a word.\n\nBlocked by #${other}` });
    await yard.settles();
    expect(notices(yard, issue)).toEqual([]);
    expect(yard.sandbox.violations).toEqual([]);
  },
);

test("an issue without a status comment gets none for it; /why says it", async () => {
  const yard = await openStage();
  const other = yard.opens("mia", "Choose the vendor");
  const issue = yard.opens("mia", "Pay by card", `Depends on #${other}\n\nBlocked by the vendor`);
  await yard.settles();
  expect(yard.answers(issue)).toEqual([]);
  yard.says("ana", issue, "/why");
  await yard.settles();
  expect(yard.answers(issue).join("\n")).toContain("Blocked by the vendor");
});
