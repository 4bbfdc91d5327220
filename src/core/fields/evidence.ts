/** `Evidence`: what has to be seen on GitHub before the task counts as finished. */
import { parseEvidence } from "../evidence-kinds.ts";
import type { Evidence } from "../model.ts";
import { type Field, type FieldValue, nameIn } from "./field.ts";

/** Commas inside brackets belong to a check's name: `check: test (20, linux)`. */
const BETWEEN = /[,;、](?![^()]{0,100}\))|\s(?:and|und)\s/;

function partsOfEvidence(value: FieldValue): readonly string[] {
  const own = value.text.split(BETWEEN);
  return [...own, ...value.items.map((item) => item.text)].flatMap((part) => nameIn(part.trim()) ?? []);
}

export const evidence: Field = {
  name: "evidence",
  names: ["evidence", "evidence needed", "required evidence"],
  expects: "kinds of evidence that can be seen on GitHub",
  example: "Evidence: merged pull request, check: build",
  isList: true,
  examples: [
    { text: "**Evidence**: merged pull request", finds: { evidence: [{ kind: "merged pull request" }] } },
    {
      text: "**Evidence**: check: build, file: docs/setup.md",
      finds: {
        evidence: [
          { kind: "check", name: "build" },
          { kind: "file", path: "docs/setup.md" },
        ],
      },
    },
    {
      text: "**Evidence**:\n- check `test (20, linux)` is green\n- attest @ana",
      finds: {
        evidence: [
          { kind: "check", name: "test (20, linux)" },
          { kind: "attest", login: "ana" },
        ],
      },
    },
    {
      text: "**Evidence**: screenshots of both pages",
      finds: { unknown: [{ name: "Evidence", value: "screenshots of both pages", line: 1 }] },
    },
    { text: "There is evidence that it is slow.", finds: null },
  ],
  /** Words that only a person can hold something against are kept for the worker. */
  read(value) {
    const parts = partsOfEvidence(value);
    const read: Evidence[] = parts.flatMap((part) => parseEvidence(part) ?? []);
    const rest = parts.filter((part) => parseEvidence(part) === null).join("; ");
    return {
      ...(read.length === 0 ? {} : { evidence: read }),
      ...(rest === "" ? {} : { unknown: [{ name: "Evidence", value: rest.slice(0, 500), line: value.line }] }),
    };
  },
};
