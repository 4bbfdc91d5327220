/** Every way to write a plan that Signalbox reads, in the order in which they look at a document. */

import { arrowItems } from "./arrow-items.ts";
import { arrowLines } from "./arrow-lines.ts";
import { catalogue } from "./catalogue.ts";
import { claims } from "./claims.ts";
import { criteriaLists } from "./criteria-lists.ts";
import { dependencyTree } from "./dependency-tree.ts";
import type { PlanFormat } from "./draft.ts";
import { estimateLines } from "./estimate-lines.ts";
import { fencedPlan } from "./fenced-plan.ts";
import { forkedDrawing } from "./forked-drawing.ts";
import { gateTables } from "./gate-tables.ts";
import { gates } from "./gates.ts";
import { markers } from "./markers.ts";
import { mermaidDiagram } from "./mermaid-diagram.ts";
import { milestones } from "./milestones.ts";
import { outline } from "./outline.ts";
import { phaseCriteria } from "./phase-criteria.ts";
import { phaseMap } from "./phase-map.ts";
import { plannedIssues } from "./planned-issues.ts";
import { prose } from "./prose.ts";
import { staffing } from "./staffing.ts";
import { tableWeeks } from "./table-weeks.ts";
import { taskList } from "./task-list.ts";
import { knownTable, taskTable, titledTable } from "./task-table.ts";
import { weekLines } from "./week-lines.ts";

export const planFormats: readonly PlanFormat[] = [
  taskTable,
  fencedPlan,
  phaseMap,
  forkedDrawing,
  dependencyTree,
  mermaidDiagram,
  arrowLines,
  markers,
  taskList,
  arrowItems,
  outline,
  criteriaLists,
  phaseCriteria,
  knownTable,
  estimateLines,
  gates,
  gateTables,
  milestones,
  staffing,
  prose,
  plannedIssues,
  catalogue,
  titledTable,
  weekLines,
  tableWeeks,
  claims,
];
