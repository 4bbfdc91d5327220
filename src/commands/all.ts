/** Every slash command, in the order in which `/help` lists them. */
import type { Command } from "../core/plugins.ts";
import { admit } from "./admit.ts";
import { approve } from "./approve.ts";
import { assign } from "./assign.ts";
import { away } from "./away.ts";
import { block } from "./block.ts";
import { blocks } from "./blocks.ts";
import { brief } from "./brief.ts";
import { claim } from "./claim.ts";
import { depends } from "./depends.ts";
import { done } from "./done.ts";
import { estimate } from "./estimate.ts";
import { gate } from "./gate.ts";
import { buildHelp } from "./help.ts";
import { hold } from "./hold.ts";
import { next } from "./next.ts";
import { plan } from "./plan.ts";
import { priority } from "./priority.ts";
import { reject } from "./reject.ts";
import { release } from "./release.ts";
import { resolved } from "./resolved.ts";
import { resume } from "./resume.ts";
import { review } from "./review.ts";
import { start } from "./start.ts";
import { status } from "./status.ts";
import { stop } from "./stop.ts";
import { summary } from "./summary.ts";
import { track } from "./track.ts";
import { unassign } from "./unassign.ts";
import { unblock } from "./unblock.ts";
import { urgent } from "./urgent.ts";
import { whatif } from "./whatif.ts";
import { why } from "./why.ts";

const doing: readonly Command[] = [
  claim,
  release,
  done,
  review,
  approve,
  reject,
  gate,
  block,
  depends,
  blocks,
  unblock,
  hold,
  resume,
  urgent,
  resolved,
  away,
  stop,
  start,
  assign,
  unassign,
  priority,
  estimate,
  track,
  admit,
  plan,
  why,
  next,
  whatif,
  status,
  summary,
  brief,
];

export const commands: readonly Command[] = [...doing, buildHelp(doing)];
