/** Daily standup: `## Daily Standup - DATE - Worker 6`. */
import type { Report } from "../model.ts";
import { isSameName } from "../model.ts";
import { accept, type Outcome } from "../plugins.ts";
import { readForm, refsIn, saidItems, sectionTexts } from "./form.ts";
import { emptyReport, type HeardReport, type Posted, type ReportKind, workerName } from "./report.ts";
import { tellProgress } from "./tell-progress.ts";

const TITLE = /^[^\p{L}]{0,12}(?:daily )?stand-?up(?![\p{L}])(.{0,200})$/iu;
const DATE = /^\s{0,4}[-–—:|]?\s{0,4}([0-9]{4}-[0-9]{2}-[0-9]{2}|DATE)/;

const FORM = `## Daily Standup - 2026-06-01 - Worker 6

**Yesterday**: what got done
**Today**: what comes
**Blockers**: none
**ETA**: 2026-06-02`;

function readStandup(posted: Posted): Report | null {
  const form = readForm(posted, (title) => TITLE.test(title));
  if (form === null) return null;
  const rest = TITLE.exec(form.title)?.[1] ?? "";
  const date = DATE.exec(rest);
  const missing: string[] = [];
  if (!form.sections.has("yesterday") && !form.sections.has("today")) {
    missing.push("Yesterday and Today are missing: write at least `**Today**:` and what comes");
  }
  const blockers = form.sections.get("blockers");
  return {
    ...emptyReport("standup", form.line),
    worker: workerName(date === null ? rest : rest.slice(date[0].length)),
    blockers: saidItems(blockers).map((said) => ({
      text: said,
      refs: refsIn(
        form,
        (blockers?.lines ?? []).filter((_, i) => blockers?.items[i]?.text === said),
      ),
    })),
    sections: { ...sectionTexts(form), ...(date === null ? {} : { date: date[1] ?? "" }) },
    missing,
  };
}

/** A sign of life on every task the worker holds. */
function answerStandup(heard: HeardReport): Outcome {
  const { world, worker, from } = heard;
  const held = [...world.tasks.values()].filter(({ holder }) => isSameName(worker.name, holder?.worker));
  // Each task's fact is written by itself; whoever finds only some of them after a crash has to hear the rest.
  const key = (at: number, number: number) => (at === held.length - 1 ? from.key : `${from.key}/${number}`);
  return accept(
    held.map((task, at) => tellProgress({ ...heard, from: { ...from, key: key(at, task.issue.number) } }, task)),
  );
}

export const standup: ReportKind = {
  name: "standup",
  hint: /stand-?up/i,
  help: "Says once a day what was done and what comes; answered by a reaction.",
  form: FORM,
  issueForm: {
    title: "Daily Standup - ",
    titleHint: "The title goes on with the date and, where you speak for several workers, ` - Worker 6`.",
    needed: ["Today"],
    short: ["ETA"],
  },
  examples: [
    {
      text: FORM,
      finds: {
        worker: "worker-6",
        blockers: [],
        sections: {
          date: "2026-06-01",
          yesterday: "what got done",
          today: "what comes",
          blockers: "none",
          eta: "2026-06-02",
        },
        missing: [],
      },
    },
    {
      text: "## Daily Standup - 2026-06-01 - Worker 6\n\nHello.",
      finds: { missing: ["Yesterday and Today are missing: write at least `**Today**:` and what comes"] },
    },
    { text: "The standup is at ten.", finds: null },
  ],
  read: readStandup,
  answer: answerStandup,
};
