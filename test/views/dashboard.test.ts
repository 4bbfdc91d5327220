// The laws of the coordination issue: its size, its structure, and that it changes only when the facts do.
import fc from "fast-check";
import { expect, test } from "vitest";
import { handOut } from "../../src/core/hand-out.ts";
import { withoutRegion } from "../../src/core/hub-region.ts";
import { views } from "../../src/views/all.ts";
import { mermaidLabel } from "../../src/views/mermaid.ts";
import { fitInto } from "../../src/views/room.ts";
import { HUB, worldFrom } from "../world-builder.ts";
import { hostileText } from "./hostile-text.ts";
import { manyTasks } from "./many-tasks.ts";
import { textOf, treeOf, walk } from "./markdown-tree.ts";

const dashboardOf = (world: ReturnType<typeof worldFrom>) => views.dashboard(world, handOut(world));

/** Counts the kinds of nodes in a Markdown text. */
function census(markdown: string): Record<string, number> {
  const count: Record<string, number> = {};
  walk(treeOf(markdown), (node) => {
    count[node.type] = (count[node.type] ?? 0) + 1;
  });
  return count;
}

/** The drawing inside the dashboard. */
function mapOf(markdown: string): string {
  return /```mermaid\n([\s\S]*?)\n```/.exec(markdown)?.[1] ?? "";
}

/** The status for machines inside the dashboard. */
function jsonOf(markdown: string): Record<string, unknown> {
  return JSON.parse(/```json\n([\s\S]*?)\n```/.exec(markdown)?.[1] ?? "");
}

test.each([5, 200, 1_000, 5_000])("%i tasks fit under the limit, and the map under its own", (count) => {
  const text = dashboardOf(manyTasks(count, "&<>|*_`~$ wide titles cost the most when they are quoted &<>|*_`~$"));
  expect(text.length).toBeLessThan(58_000);
  const map = mapOf(text);
  expect(map.length).toBeLessThanOrEqual(20_000);
  expect(map.split("\n").filter((line) => line.includes("-->")).length).toBeLessThanOrEqual(150);
  expect(text).toContain(`of ${count} tasks done`);
  expect(jsonOf(text)["version"]).toBe(1);
});

test("when everything goes wrong at once in wide words, it still fits, and the most urgent stays", () => {
  const evil = "&<>|*_`~$".repeat(12);
  const of = (first: number, count: number, say: (number: number) => string[]) =>
    Array.from({ length: count }, (_, i) => [`#${first + i} is titled ${evil}`, ...say(first + i)]).flat();
  const text = dashboardOf(
    worldFrom([
      ...of(1, 300, (n) => [`#${n} is open`, `#${n} has the label urgent`]),
      ...of(1_001, 300, (n) => [`#${n} is held by w-${n}`]),
      ...of(2_001, 300, (n) => [`#${n} is held by v-${n}`, `#${n} is in review`]),
      ...of(3_001, 300, (n) => [`#${n} depends on #${n + 1_000}`, `#${n} is held by u-${n}`]),
      ...of(4_001, 300, (n) => [`#${n} is open`, `#${n} is on hold because ${evil}${evil}`]),
    ]),
  );
  expect(text.length).toBeLessThan(58_000);
  expect(text.length).toBeGreaterThan(30_000);
  expect(text).toContain("🚨 **Urgent:** #1 ");
  expect(text).toMatch(/… and \d+ more, folded/);
});

test("what no decision can be made with is named with its place, among what needs a person", () => {
  const world = worldFrom(["#1 is open", "#2 is open"]);
  const leftOut = [
    { issue: 1, comment: 34 },
    { issue: 5, comment: null },
  ];
  const text = dashboardOf({ ...world, snapshot: { ...world.snapshot, leftOut } });
  expect(text).toMatch(
    /\*\*Left out:\*\* Signalbox fails on \[this comment\]\(\S+#issuecomment-34\) on #1 .+ Way out: /,
  );
  expect(text).toMatch(/\*\*Left out:\*\* Signalbox fails on #5 .+ Way out: /);
});

test("the longest room that fits is taken, and the least when nothing fits", () => {
  const rooms: number[] = [];
  expect(fitInto(10, ({ ready }) => "x".repeat(ready))).toBe("x".repeat(10));
  fitInto(0, (room) => {
    rooms.push(Object.values(room).reduce((sum, one) => sum + one, 0));
    return "too long";
  });
  expect(rooms).toEqual([...rooms].sort((a, b) => b - a));
  expect(rooms.at(-1)).toBeLessThan(10);
});

test("a map of many wide pairs keeps under its own limit too", () => {
  const pairs = Array.from({ length: 200 }, (_, i) => [
    `#${10_001 + 2 * i} depends on #${10_000 + 2 * i}`,
    `#${10_000 + 2 * i} is titled ${"wide words ".repeat(9)}`,
    `#${10_001 + 2 * i} is titled ${"wide words ".repeat(9)}`,
  ]).flat();
  const map = mapOf(dashboardOf(worldFrom(pairs)));
  expect(map.length).toBeLessThanOrEqual(20_000);
  expect(map.length).toBeGreaterThan(10_000);
});

test("a container is neither counted nor listed", () => {
  const text = dashboardOf(worldFrom(["#2 is part of #1", "#3 is part of #1", "#2 is open", "#1 says Estimate: 1h"]));
  expect(text).toContain("**0 of 2 tasks done**");
  expect(text).not.toMatch(/#1 Task/);
});

test("what does not fit says how much was folded", () => {
  const text = dashboardOf(manyTasks(1_000));
  expect(text).toMatch(/… and \d+ more, folded to keep this short \(\[all of them\]\(https:\/\/github\.com\//);
  expect(text).toMatch(/Not drawn: 100 finished, \d+ dependencies further away\./);
});

test("the text changes only with the facts: ten hours later it is the same", () => {
  const story = ["ana is a worker", "#2 depends on #1", "#1 is held by ana", "#3 is open"];
  const [early, late] = ["2026-06-01T09:00:00.000Z", "2026-06-01T19:00:00.000Z"].map((now) =>
    dashboardOf(worldFrom(story, { now })),
  );
  expect(late).toBe(early);
});

test("the order in which things were seen does not change the dashboard", () => {
  const story = ["#2 depends on #1", "#3 depends on #1", "#4 is open", "#5 is open", "#6 depends on #5"];
  expect(dashboardOf(worldFrom([...story].reverse()))).toBe(dashboardOf(worldFrom(story)));
});

test("hostile titles, names and reasons leave the page's structure as it is", () => {
  const story = (title: string) => {
    const text = title.replace(/\r?\n|\r/g, " ");
    return [
      "ana is a worker",
      `#1 is titled ${text || "x"}`,
      `#2 is titled ${text || "x"}`,
      `#3 is titled ${text || "x"}`,
      "#2 depends on #1",
      "#1 is held by ana",
      `#3 is open`,
      `#3 is on hold because ${text || "x"}`,
    ];
  };
  const plain = census(dashboardOf(worldFrom(story("word"))));
  fc.assert(
    fc.property(hostileText, (title) => {
      const text = dashboardOf(worldFrom(story(title)));
      expect(census(text)).toEqual(plain);
      expect(textOf(text)).not.toMatch(/@[\p{L}\p{N}]/u);
      expect(text).not.toContain("<!--");
    }),
    { numRuns: 100 },
  );
});

test("a title cannot end our region: the rest of the body stays a person's", () => {
  const evil = "<!-- signalbox:end --> Depends on #1";
  const region = dashboardOf(worldFrom([`#2 is titled ${evil}`, "#2 is held by ana", "#2 depends on #1"]));
  const body = `<!-- signalbox:begin -->\n${region}\n<!-- signalbox:end -->`;
  expect(withoutRegion(body).trim()).toBe("");
});

test("labels of the map hold nothing that Mermaid could read", () => {
  fc.assert(
    fc.property(hostileText, (title) => {
      expect(mermaidLabel(title)).not.toMatch(/["#;`[\](){}<>|&\\*_~\n]/);
      expect([...mermaidLabel(title)].length).toBeLessThanOrEqual(32);
    }),
    { numRuns: 700 },
  );
});

test("an apostrophe stays one in the labels of the map", () => {
  expect(mermaidLabel("Import last year's bookings")).toBe("Import last year’s bookings");
});

test("a crowd of idle workers shares a row; whoever holds something keeps their own", () => {
  const crew = Array.from({ length: 30 }, (_, i) => `w-${i + 1} is a worker`);
  const text = dashboardOf(worldFrom([...crew, "#1 is held by w-7", "#2 depends on #1"]));
  const rows = text.split("\n").filter((line) => line.startsWith("| w-"));
  expect(rows).toHaveLength(2);
  expect(rows[0]).toContain("w-1, w-2, w-3, w-4, w-5 and 24 more");
  expect(rows[1]).toMatch(/^\| w-7 \| #1/);
  const few = dashboardOf(worldFrom([...crew.slice(0, 9), "#2 depends on #1"]));
  expect(few.split("\n").filter((line) => line.startsWith("| w-"))).toHaveLength(9);
});

test("when no task is left it says so instead of a bare nothing", () => {
  const over = dashboardOf(worldFrom(["#1 was finished by ana", "#2 depends on #1", "#2 was finished by bo"]));
  expect(over).toContain("Nothing: all work is done.");
  expect(dashboardOf(worldFrom(["#2 depends on #1"]))).toContain("### Needs a person now\n\nNothing.\n");
});

test("arrows run from what is done first to what waits, dashed when it may start before", () => {
  const map = mapOf(dashboardOf(worldFrom(["#2 depends on #1", "#3 depends softly on #1"])));
  expect(map).toContain("n1 --> n2");
  expect(map).toContain("n1 -.-> n3");
});

test("ways that part and meet again on every floor are drawn as fast as others", () => {
  const floors = Array.from({ length: 60 }, (_, floor) => [2 * floor + 1, 2 * floor + 2]);
  const waits = floors
    .slice(1)
    .flatMap((here, below) =>
      here.flatMap((one) => (floors[below] ?? []).map((other) => `#${one} depends on #${other}`)),
    );
  const map = mapOf(dashboardOf(worldFrom(["#1 is open", "#2 is open", ...waits])));
  expect(map.split("\n").find((line) => line.includes("-->"))).toBe("n1 --> n3");
});

test("thousands of dependencies are not drawn but said", () => {
  const sentences = Array.from({ length: 1_600 }, (_, i) => `#${i + 2} depends on #1`);
  expect(dashboardOf(worldFrom(sentences))).toContain("1600 open dependencies are too many to draw");
});

test("the box is there only while the box decides, alone on a line without references", () => {
  const box = /^- \[ \] Go live.*$/m;
  const observing = dashboardOf(worldFrom(["it only observes by box", "#2 depends on #1"]));
  expect(observing.match(box)?.[0]).not.toMatch(/#|http/);
  expect(dashboardOf(worldFrom(["it only observes", "#2 depends on #1"]))).not.toMatch(box);
  expect(dashboardOf(worldFrom(["#2 depends on #1"]))).not.toMatch(box);
});

test("once the box was ticked the page says since when and by whom, in the repository's zone", () => {
  const at = "2026-06-01T22:30:00.000Z";
  const fact = {
    kind: "live",
    by: { id: 5, login: "mara", isBot: false },
    at,
    from: { comment: null, key: "live" },
  } as const;
  const world = worldFrom(["it only observes by box", "the time zone is Asia/Tokyo", "#2 depends on #1"]);
  const live = { ...world, isLive: true, facts: new Map([...world.facts, [HUB, [fact]]]) };
  expect(dashboardOf(live)).toContain("Live since 2 Jun 07:30 by mara.");
});

test("the status for machines tells of everybody who works and every decision, and says when it was cut", () => {
  const story = ["#1 is held by ana", "#2 is open", "#3 depends on #9", "#9 is closed as not planned"];
  const status = jsonOf(dashboardOf(worldFrom(story)));
  expect(status).toMatchObject({ mode: "live", ready: [2], truncated: false, openTotal: 2 });
  expect(status["open"]).toMatchObject([
    { issue: 1, status: "in progress", worker: "ana" },
    { issue: 3, needs: ["#9 needs a decision"] },
  ]);
  const many = Array.from({ length: 400 }, (_, i) => `#${i + 1} is held by w-${i}`);
  expect(jsonOf(dashboardOf(worldFrom(many)))).toMatchObject({ truncated: true, openTotal: 400 });
});

test("a title comes out of the status for machines as it went in", () => {
  const title = '`x` <!-- signalbox:end --> </details> | @octo "#12"';
  const text = dashboardOf(worldFrom([`#1 is titled ${title}`, "#1 is held by ana"]));
  expect(jsonOf(text)["open"]).toMatchObject([{ title }]);
});
