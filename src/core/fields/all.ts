/** Every task field. A new one is one file and one line here. */
import { approver } from "./approver.ts";
import { deliverables } from "./deliverables.ts";
import { doneWhen } from "./done-when.ts";
import { due } from "./due.ts";
import { estimate } from "./estimate.ts";
import { evidence } from "./evidence.ts";
import type { Field } from "./field.ts";
import { gate } from "./gate.ts";
import { notBefore } from "./not-before.ts";
import { owner } from "./owner.ts";
import { phase } from "./phase.ts";
import { priority } from "./priority.ts";
import { reviewer } from "./reviewer.ts";
import { skills } from "./skills.ts";
import { touches } from "./touches.ts";
import { track } from "./track.ts";
import { uses } from "./uses.ts";

export const fields: readonly Field[] = [
  estimate,
  track,
  phase,
  priority,
  owner,
  skills,
  doneWhen,
  deliverables,
  touches,
  uses,
  reviewer,
  evidence,
  notBefore,
  due,
  gate,
  approver,
];
