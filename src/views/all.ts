/** Everything Signalbox prints. */
import type { Views } from "../core/plugins.ts";
import { brief } from "./brief.ts";
import { cycleNotice } from "./cycle-notice.ts";
import { dailySummary } from "./daily-summary.ts";
import { dashboard } from "./dashboard.ts";
import { emergencyNotice } from "./emergency-notice.ts";
import { gateIssue } from "./gate-issue.ts";
import { goesOn } from "./goes-on.ts";
import { leaseWarning } from "./lease-warning.ts";
import { phaseDone, phaseIssue } from "./phase-issue.ts";
import { planMap } from "./plan-map.ts";
import { planPreview, planTrouble } from "./plan-preview.ts";
import { reply } from "./reply.ts";
import { requestNotice } from "./request-notice.ts";
import { statusComment } from "./status-comment.ts";
import { takenNotice } from "./taken-notice.ts";
import { taskIssue } from "./task-issue.ts";
import { unblockedNotice } from "./unblocked-notice.ts";

export const views: Views = {
  coordinationTitle: "Coordination: what is ready, who does what, what waits for what",
  dashboard,
  goesOn,
  statusComment,
  reply,
  dailySummary,
  taskIssue,
  gateIssue,
  phaseIssue,
  phaseDone,
  planMap,
  planPreview,
  planTrouble,
  brief,
  requestNotice,
  emergencyNotice,
  takenNotice,
  unblockedNotice,
  cycleNotice,
  leaseWarning,
};
