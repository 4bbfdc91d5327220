/** Every way to write a plan that Signalbox reads, in the order in which they look at a document. */

import type { PlanFormat } from "./draft.ts";
import { gates } from "./gates.ts";
import { staffing } from "./staffing.ts";
import { taskTable } from "./task-table.ts";

export const planFormats: readonly PlanFormat[] = [taskTable, gates, staffing];
