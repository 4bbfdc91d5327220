/** `/plan`: shows what a plan document would change here; `/plan apply` makes exactly that of it. */
import type { Fact } from "../core/model.ts";
import { appliedPlans, choosePlan, type PlanChoice } from "../core/plans/apply/applied-plans.ts";
import { previewPlan } from "../core/plans/apply/preview-plan.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { quote, quoteSentence } from "../core/quote.ts";
import { accept, answer, refuse } from "./outcomes.ts";

type Wish = Extract<Fact, { kind: "previewed" | "applied" }>;

const HOW =
  "`/plan docs/plan.md` shows what a document of the default branch would change, `/plan #12` the text of an issue.";
const MOST_PATH = 300;
const MOST_CHOSEN = 50;
const INCLUDE_DONE = /^(?:--)?include-done$/i;

function run(asked: Asked): Outcome {
  const { line, issue, world } = asked;
  if (issue.number !== world.coordination?.number)
    return refuse(
      `Plans are applied on the coordination issue${world.coordination === null ? "" : `: say it on #${world.coordination.number}`}.`,
    );
  const includeDone = line.args.some((word) => INCLUDE_DONE.test(word));
  const [what, ...more] = line.args.filter((word) => !INCLUDE_DONE.test(word));
  if (what === undefined) return answer(sayStanding(asked));
  if (more.length > 0) return refuse(`One document at a time. ${HOW}`);
  if (what.toLowerCase() === "apply") return apply(asked);
  if (what.toLowerCase() === "stop") return stop(asked);
  if (!/^#\d{1,9}$/.test(what) && (what.length > MOST_PATH || /(?:^|\/)\.\.?(?:\/|$)|^\/|\\/.test(what)))
    return refuse(`“${quote(what, 60)}” is no path from the top of the repository, such as docs/plan.md. ${HOW}`);
  const select = (line.options["select"] ?? "").split(",").map((name) => name.trim());
  return preview(asked, {
    path: what,
    select: select.filter((name) => name !== "").slice(0, MOST_CHOSEN),
    includeDone,
  });
}

function wishesOf({ world }: Asked): readonly Wish[] {
  const told = world.facts.get(world.coordination?.number ?? 0) ?? [];
  return told.flatMap((fact) => (fact.kind === "previewed" || fact.kind === "applied" ? [fact] : []));
}

function sayStanding(asked: Asked): string {
  const { plans, changed } = appliedPlans(asked.world);
  const lines = [
    ...plans.map(({ path }) => `${quote(path, 100)} is applied.`),
    ...changed.map(({ path, why }) => `${quote(path, 100)} ${quoteSentence(why)}.`),
  ];
  return [lines.length === 0 ? "No plan is applied here." : lines.join(" "), HOW].join(" ");
}

/** Read anew for this very question. */
function preview(asked: Asked, choice: PlanChoice, lead = ""): Outcome {
  const { world, comment, sender, from, views } = asked;
  const file = world.snapshot.files?.get(choice.path);
  if (file === undefined || file.askedAt < comment.createdAt)
    return { accepted: false, why: "", needs: { path: choice.path, since: comment.createdAt } };
  const plan = choosePlan(file, choice);
  if (typeof plan === "string") return refuse(`${quote(choice.path, 100)} ${quoteSentence(plan)}. ${HOW}`);
  const { path, select, includeDone } = choice;
  const fact: Wish = {
    kind: "previewed",
    plan: path,
    select: [...select],
    includeDone,
    hash: file.hash,
    by: sender,
    at: comment.createdAt,
    from,
  };
  const page = views.planPreview(previewPlan(plan, world, views), world);
  const reply = lead === "" ? page : `${lead}\n\n${page}`;
  return accept([{ issue: world.coordination?.number ?? 0, fact }], [], reply);
}

/** Only what was shown is applied: the file is read again, and must be the same to the letter. */
function apply(asked: Asked): Outcome {
  const { world, comment, sender, from } = asked;
  const shown = wishesOf(asked).findLast(({ kind }) => kind === "previewed");
  if (shown === undefined) return refuse(`Nothing was shown yet that could be applied. ${HOW}`);
  if (!world.isLive)
    return refuse(
      "Signalbox only observes here, so it creates nothing. Way out: tick “Go live” on this page, or set `mode: live` in `.github/signalbox.yml`.",
    );
  const { plan: path, select, includeDone, hash } = shown;
  const file = world.snapshot.files?.get(path);
  if (file === undefined || file.askedAt < comment.createdAt)
    return { accepted: false, why: "", needs: { path, since: comment.createdAt } };
  if (file.hash !== hash) {
    const changed = `${quote(path, 100)} changed since it was shown, so nothing is applied. This is what it would do now.`;
    return preview(asked, { path, select, includeDone }, changed);
  }
  const fact: Wish = { ...shown, kind: "applied", by: sender, at: comment.createdAt, from };
  const reply = `${quote(path, 100)} is being applied. How far it is stands on the dashboard above; \`/plan stop\` ends it.`;
  return accept([{ issue: world.coordination?.number ?? 0, fact }], [], reply);
}

/** What is written stays; nothing more is. */
function stop(asked: Asked): Outcome {
  const { world, comment, sender, from } = asked;
  const latest = new Map(
    wishesOf(asked).flatMap((fact) => (fact.kind === "applied" ? [[fact.plan, fact] as const] : [])),
  );
  const running = [...latest.values()].filter(({ hash }) => hash !== "");
  if (running.length === 0) return refuse("No plan is being applied by `/plan apply`, so there is nothing to stop.");
  const facts = running.map((fact) => {
    return {
      issue: world.coordination?.number ?? 0,
      fact: { ...fact, hash: "", by: sender, at: comment.createdAt, from },
    };
  });
  return accept(facts);
}

export const plan: Command = {
  name: "plan",
  who: ["maintain"],
  summary: "show what a plan document would change here, then apply it",
  usage: "/plan docs/plan.md [select=a,b] [include-done] · apply · stop",
  isReadOnly: false,
  isForObserving: true,
  examples: [
    {
      world: ["#4 is open", "cy may maintain"],
      on: 90_000,
      by: "cy",
      says: "/plan",
      answer: "No plan is applied here.",
    },
    {
      world: ["#4 is open", "cy may maintain"],
      on: 90_000,
      by: "cy",
      says: "/plan apply",
      answer: "Nothing was shown yet that could be applied.",
    },
    { world: ["#4 is open", "cy may maintain"], on: 90_000, by: "cy", says: "/plan stop", answer: "nothing to stop" },
    {
      world: ["#4 is open", "cy may maintain"],
      on: 4,
      by: "cy",
      says: "/plan docs/plan.md",
      answer: "Plans are applied on the coordination issue",
    },
    {
      world: ["#4 is open", "cy may triage"],
      on: 90_000,
      by: "cy",
      says: "/plan docs/plan.md",
      answer: "a maintainer or the orchestrator",
    },
  ],
  run,
};
