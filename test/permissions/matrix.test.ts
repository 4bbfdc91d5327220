// Every command by everybody, in public and in private: the table says what comes of it, and outsiders change nothing.
import fc from "fast-check";
import { expect, test } from "vitest";
import { commands } from "../../src/commands/all.ts";
import { answerComments } from "../../src/core/answer-comments.ts";
import type { Actor, Comment, Role } from "../../src/core/model.ts";
import { openTrust } from "../../src/core/trust.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { views } from "../../src/views/all.ts";
import { newComment, snapshotFrom } from "../world-builder.ts";
import { PEOPLE, STOPPED, STOPPED_TABLE, TABLE, WORLD } from "./matrix.ts";

type Person = (typeof PEOPLE)[number];

const OWN_ROLE: Readonly<Partial<Record<Person, Role>>> = {
  none: "none",
  triage: "triage",
  write: "write",
  maintain: "maintain",
  admin: "admin",
  bot: "write",
  renamed: "triage",
};

function actorFor(person: Person, { logins }: ReturnType<typeof snapshotFrom>): Actor {
  const known = [...logins].find(([, login]) => login === person)?.[0];
  const login = person === "renamed" ? "somebody-new" : person === "bot" ? "passer[bot]" : person;
  return { id: known ?? 700 + PEOPLE.indexOf(person), login, isBot: person === "bot" };
}

function snapshotWith(world: readonly string[], isPrivate: boolean): ReturnType<typeof snapshotFrom> {
  return { ...snapshotFrom([...WORLD, ...world]), isPrivate };
}

function rolesFor(snapshot: ReturnType<typeof snapshotFrom>): ReadonlyMap<number, Role> {
  const roles = new Map(snapshot.roles);
  for (const person of PEOPLE) {
    const { id } = actorFor(person, snapshot);
    if (person === "suspended") roles.delete(id);
    else roles.set(id, OWN_ROLE[person] ?? "read");
  }
  return roles;
}

type Came = "y" | "-" | " ";

function answersTo(snapshot: Snapshot, comments: readonly Comment[]) {
  const asked = { ...snapshot, comments: [...snapshot.comments, ...comments] };
  return answerComments(asked, openTrust(asked), { commands, views });
}

/** What comes of one line; accepted means that something is kept, changed or answered. */
function outcomeOf(says: string, on: number, person: Person, world: readonly string[], isPrivate: boolean): Came {
  const base = snapshotWith(world, isPrivate);
  const snapshot = { ...base, roles: rolesFor(base) };
  const { answered, told } = answersTo(snapshot, [newComment(800, on, actorFor(person, base), says)]);
  const outcome = answered[0]?.answers[0]?.outcome;
  if (outcome === undefined) return " ";
  if (!outcome.accepted) return told.length === 0 ? "-" : "y";
  const changes = outcome.facts.length + outcome.effects.length > 0 || (outcome.reply ?? "") !== "";
  return changes ? "y" : "-";
}

interface Row {
  readonly on: number;
  readonly says: string;
  readonly expected: readonly string[];
}

function rows(table: string): readonly Row[] {
  return table
    .trim()
    .split("\n")
    .map((line) => {
      const [left = "", right = ""] = line.split("|");
      const [, on = "", says = ""] = /^#(\d+)\s+(\/.*?)\s*$/.exec(left) ?? [];
      const expected = PEOPLE.map((_, at) => right.charAt(1 + 3 * at) || " ");
      return { on: Number(on), says, expected };
    });
}

const show = (says: string, on: number, cells: readonly string[]) =>
  `#${`${on} ${says}`.padEnd(44)} ${PEOPLE.map((person, at) => `${person}:${cells[at] === " " ? "·" : cells[at]}`).join(" ")}`;

const cases = [
  ...rows(TABLE).map((row) => ({ ...row, world: [] as readonly string[] })),
  ...rows(STOPPED_TABLE).map((row) => ({ ...row, world: STOPPED })),
];

test.each(cases)(
  "$says on #$on does what the table says, in public and in private",
  ({ on, says, expected, world }) => {
    for (const isPrivate of [false, true]) {
      const cells = PEOPLE.map((person) => outcomeOf(says, on, person, world, isPrivate));
      expect(show(says, on, cells)).toBe(show(says, on, expected));
    }
  },
);

test("every command has its row", () => {
  const told = new Set(cases.map(({ says }) => /^\/([a-z]+)/.exec(says)?.[1]));
  const missing = commands.filter(({ name }) => !told.has(name)).map(({ name }) => name);
  const sentences = missing.map((name) => `/${name} has no row in TABLE of test/permissions/matrix.ts`);
  expect(sentences).toEqual([]);
});

test("whoever is refused hears why; who has no part here once a day only, and in silence after that", () => {
  const strangers: readonly Person[] = ["none", "read", "suspended"];
  const base = snapshotWith([], false);
  const snapshot = { ...base, roles: rolesFor(base) };
  for (const { on, says } of rows(TABLE)) {
    for (const person of PEOPLE) {
      const comments = [800, 801].map((id) => newComment(id, on, actorFor(person, base), says));
      const [first, second] = answersTo(snapshot, comments).answered.map(({ answers }) => answers[0]?.outcome);
      if (first === undefined || first.accepted) continue;
      expect([says, person, first.why.length > 20]).toEqual([says, person, true]);
      if (second === undefined || second.accepted) continue;
      const hears = second.why.length > 20;
      // The gate names its approver: there, and only there, they are no stranger.
      const isStranger = strangers.includes(person) || (person === "approver" && on !== 9);
      expect([says, person, hears]).toEqual([says, person, !isStranger]);
    }
  }
});

const fragment = fc.oneof(
  fc.constantFrom(...rows(TABLE).map(({ says }) => says), ...rows(STOPPED_TABLE).map(({ says }) => says)),
  fc.constantFrom(...commands.flatMap(({ examples }) => examples.map(({ says }) => says))),
  fc.constantFrom(
    "🚨 URGENT: fire\n\n**Blocker**: fire\n**Proposed Solution**: water\n**Impact**: all",
    "## Worker builder Report\n\n**Issue**: #4\n**Status**: complete",
    "## Worker builder Report\n\n**Issue**: #4\n**Status**: blocked\n**Blockers**: #5",
    "Depends on: #4",
    "<!-- signalbox:v1 {} -->",
    "> /stop all because I say so",
  ),
  fc.string({ maxLength: 60 }),
);

test("whatever outsiders write, nothing is kept and nothing is changed", () => {
  let comments = 0;
  const said = fc.tuple(
    fc.constantFrom<Person>("none", "read", "suspended"),
    fc.constantFrom(4, 5, 6, 7, 8, 9, 10, 90_000),
    fc.array(fragment, { minLength: 1, maxLength: 3 }),
  );
  const base = snapshotWith([], false);
  const snapshot = { ...base, roles: rolesFor(base) };
  fc.assert(
    fc.property(fc.array(said, { minLength: 20, maxLength: 20 }), (all) => {
      const written = all.map(([person, on, parts], i) =>
        newComment(1000 + i, on, actorFor(person, base), parts.join("\n\n")),
      );
      const { told, answered, world } = answersTo(snapshot, written);
      comments += written.length;
      expect(told).toEqual([]);
      const effects = answered.flatMap(({ answers }) =>
        answers.flatMap(({ outcome }) => (outcome.accepted ? outcome.effects : [])),
      );
      expect(effects).toEqual([]);
      const statuses = [...world.tasks.values()].map(({ issue, status }) => [issue.number, status]);
      expect(statuses).toEqual([
        [4, "in progress"],
        [5, "ready"],
        [6, "in review"],
        [7, "hold"],
        [8, "blocked"],
        [9, "in review"],
      ]);
    }),
    { numRuns: 250 },
  );
  expect(comments).toBeGreaterThanOrEqual(5_000);
});
