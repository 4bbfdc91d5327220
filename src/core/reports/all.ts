/** Every kind of report, in the order they are tried. A new one is one file and one line here. */
import { agentStatus } from "./agent-status.ts";
import { handoff } from "./handoff.ts";
import { message } from "./message.ts";
import { progress } from "./progress.ts";
import type { ReportKind } from "./report.ts";
import { standup } from "./standup.ts";
import { teamStatus } from "./team-status.ts";
import { urgent } from "./urgent.ts";

export const reportKinds: readonly ReportKind[] = [
  urgent,
  progress,
  standup,
  handoff,
  teamStatus,
  message,
  agentStatus,
];
