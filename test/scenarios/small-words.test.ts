/** Stories about small words that were wrong, missing or said to nobody. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const REPO = "octo/yard";

test("a gate names what it waits for elsewhere as what it is", async () => {
  const yard = await openStage();
  yard.sandbox.repository("octo/depot", { private: false, collaborators: { mia: "maintain" }, files: {} });
  const rails = yard.as("mia").openIssue("octo/depot", { title: "Cast the rails" }).number;
  const gate = yard.opens("mia", "Ready?", `**Phase**: 1\n**Approver**: mia\n\nDepends on octo/depot#${rails}`);
  yard.opens("mia", "Launch", "**Phase**: 2");
  await yard.settles();
  yard.says("mia", gate, "/why");
  await yard.settles();
  expect(yard.answers(gate).join("\n")).toContain("it waits for octo/depot");
});

test("/unblock on an issue that waits for nothing says so, and leaves no comment that says nothing", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  const said = yard.says("tom", one, "/unblock");
  await yard.settles();
  expect(yard.answers(one)).toEqual([`#${one} waits for nothing.`]);
  expect(yard.receipts(one, said)).toEqual(["rocket"]);
});
