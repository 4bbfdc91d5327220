/** The body of an issue made from a gate of a plan: who opens it, what it waits for, what it holds back, what must be true. */
import { showNumbers } from "../core/model.ts";
import type { PlanGate } from "../core/plans/plan.ts";
import { quote, quoteSentence } from "../core/quote.ts";
import { fill } from "./templates.ts";

/** Visible characters of one criterion. */
const LONGEST_ITEM = 1_000;

function fields(gate: PlanGate, after: readonly number[], before: readonly number[], phase = ""): string {
  return [
    `**Gate**: ${quote(gate.title)}${gate.fresh ? " (fresh eyes)" : ""}`,
    ...(phase === "" ? [] : [`**Phase**: ${quote(phase, 80)}`]),
    ...(gate.approver === null ? [] : [`**Approver**: ${quote(gate.approver)}`]),
    ...(after.length === 0 ? [] : [`**Depends on**: ${showNumbers(after)}`]),
    ...(before.length === 0 ? [] : [`**Blocks**: ${showNumbers(before)}`]),
  ].join("\n");
}

export function gateIssue(gate: PlanGate, after: readonly number[], before: readonly number[], phase = ""): string {
  const boxes = gate.criteria.map(
    ({ text, done }) => `- [${done === true ? "x" : " "}] ${quoteSentence(text, LONGEST_ITEM)}`,
  );
  return fill("gate-issue.md", {
    fields: fields(gate, after, before, phase),
    criteria: boxes.length === 0 ? "" : `## Done when\n\n${boxes.join("\n")}`,
  });
}
