/** The body of an issue that holds the tasks of a phase. */
import { quote } from "../core/quote.ts";
import { fill } from "./templates.ts";

export function phaseIssue(title: string, path: string): string {
  return fill("phase-issue.md", { title: quote(title, 200), path: quote(path, 200) });
}

export function phaseDone(): string {
  return fill("phase-done.md", {});
}
