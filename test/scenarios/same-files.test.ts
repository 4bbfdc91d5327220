/** Stories about the files that pull requests change: what meets is told, and what will probably meet goes later. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const REPO = "octo/yard";
const LIVE = "mode: live\ndashboard: { everySeconds: 0 }\n";
const MEETS = "changes the same files";

test("two open pull requests that change the same files are told of on both issues and on the board, as long as it is so", async () => {
  const yard = await openStage();
  const [door, roof] = [yard.opens("mia", "Paint the door", "**Estimate**: 2h"), yard.opens("mia", "Mend the roof")];
  yard.says("mia", roof, "/admit");
  const one = yard.as("ana").openPullRequest(REPO, {
    title: "Door",
    body: `Closes #${door}`,
    files: ["src/door.ts", "src/house.ts", "src/wall.ts"],
    draft: true,
  }).number;
  const other = yard
    .as("bob")
    .openPullRequest(REPO, { title: "Roof", body: `Closes #${roof}`, files: ["src/roof.ts"] });
  await yard.settles();
  expect([...yard.answers(door), ...yard.answers(roof), yard.dashboard()].join()).not.toContain(MEETS);
  expect(yard.dashboard()).not.toContain("Same files");

  yard.as("bob").push(REPO, other.number, ["src/roof.ts", "src/wall.ts", "src/house.ts"]);
  await yard.settles();
  const [onDoor, onRoof] = [yard.answers(door), yard.answers(roof)];
  expect(onDoor.filter((text) => text.includes(MEETS))).toHaveLength(1);
  expect(onDoor.join()).toContain(`Pull request #${one} changes the same files as #${other.number} (for #${roof})`);
  expect(onRoof.join()).toContain(`Pull request #${other.number} changes the same files as #${one} (for #${door})`);
  expect(onRoof.join()).toContain("src/house.ts and src/wall.ts");
  expect(yard.dashboard().match(/Same files:/g)).toHaveLength(1);
  yard.cost();
  yard.says("mia", door, "Just thinking aloud.");
  await yard.settles();
  expect(yard.cost().writes).toBe(0);
  await yard.restarts({ withoutStore: true });
  expect(yard.answers(door)).toEqual(onDoor);
  expect(yard.answers(roof)).toEqual(onRoof);

  yard.as("bob").push(REPO, other.number, ["src/roof.ts"]);
  await yard.settles();
  expect([...yard.answers(door), ...yard.answers(roof)].join()).not.toContain(MEETS);
  expect(yard.dashboard()).not.toContain("Same files");

  yard.as("bob").push(REPO, other.number, ["src/wall.ts"]);
  await yard.settles();
  expect(yard.answers(door).join()).toContain(MEETS);
  yard.as("mia").closePullRequest(REPO, other.number);
  await yard.settles();
  expect([...yard.answers(door), ...yard.answers(roof)].join()).not.toContain(MEETS);
});

test("two tries at the same issue are no clash", async () => {
  const yard = await openStage();
  const door = yard.opens("mia", "Paint the door", "**Estimate**: 2h");
  for (const who of ["ana", "bob"])
    yard.as(who).openPullRequest(REPO, { title: "Door", body: `Closes #${door}`, files: ["src/door.ts"] });
  await yard.settles();
  expect(yard.answers(door).join()).not.toContain(MEETS);
});

test("files of an open pull request only delay what names them; declared ones exclude", async () => {
  const yard = await openStage({ settings: `${LIVE}workers: [{ name: ana }]\n` });
  const door = yard.opens("mia", "Paint the door", "**Estimate**: 2h");
  await yard.settles();
  expect(yard.assignees(door)).toEqual(["ana"]);
  const meets = yard.opens("mia", "Oil the hinges", "**Estimate**: 2h\n\nSee `src/door.ts`.");
  const clear = yard.opens("mia", "Mend the roof", "**Estimate**: 2h\n\nSee `src/roof.ts`.");
  await yard.settles();
  // Handed in, the door takes nobody's time; its files are still about to change.
  yard.as("ana").openPullRequest(REPO, { title: "Door", body: `Closes #${door}`, files: ["src/door.ts"] });
  await yard.settles();
  expect(yard.status(door)).toBe("in review");
  expect(yard.assignees(clear)).toEqual(["ana"]);
  expect(yard.assignees(meets)).toEqual([]);
  yard.says("ana", clear, "/release");
  await yard.settles();
  expect(yard.assignees(meets)).toEqual(["ana"]); // a guess is no reason to stand idle
});

test("work that touches what a running task declared waits, whatever pull requests change", async () => {
  const yard = await openStage({ settings: `${LIVE}workers: [{ name: ana }, { name: bob }]\n` });
  const door = yard.opens("mia", "Paint the door", "**Estimate**: 2h\n**Touches**: `src/door.ts`");
  await yard.settles();
  const hinges = yard.opens("mia", "Oil the hinges", "**Estimate**: 2h\n**Touches**: `src/**`");
  await yard.settles();
  expect(yard.assignees(door)).toHaveLength(1);
  expect(yard.assignees(hinges)).toEqual([]);
  expect(yard.dashboard()).toContain("src/door.ts");
});
