/** Every scheduling rule; the order is what decides. One line per rule. */
import type { Filter, Score } from "../schedule/rule.ts";
import { affinity } from "./affinity.ts";
import { ageing } from "./ageing.ts";
import { away } from "./away.ts";
import { declined } from "./declined.ts";
import { freeSlot } from "./free-slot.ts";
import { keepClear } from "./keep-clear.ts";
import { leastLoaded } from "./least-loaded.ts";
import { leastOtherWork } from "./least-other-work.ts";
import { longestPath } from "./longest-path.ts";
import { oldestFirst } from "./oldest-first.ts";
import { owner } from "./owner.ts";
import { priority } from "./priority.ts";
import { reviewRoom } from "./review-room.ts";
import { role } from "./role.ts";
import { skillMatch } from "./skill-match.ts";
import { standby } from "./standby.ts";
import { startsAtOnce } from "./starts-at-once.ts";
import { touches } from "./touches.ts";
import { trackMatch } from "./track-match.ts";
import { unblocksMost } from "./unblocks-most.ts";
import { urgent } from "./urgent.ts";
import { uses } from "./uses.ts";
import { workHours } from "./work-hours.ts";

/** From the furthest "no" to the nearest: the last one a worker fails at is the reason people hear. Lasting ones first. */
export const filters: readonly Filter[] = [
  role,
  owner,
  trackMatch,
  skillMatch,
  declined,
  away,
  workHours,
  standby,
  freeSlot,
  reviewRoom,
  touches,
  uses,
];

/** Most important first; `prefer` in the settings moves the named ones to the front. */
export const scores: readonly Score[] = [
  urgent,
  ageing,
  priority,
  keepClear,
  longestPath,
  unblocksMost,
  oldestFirst,
  startsAtOnce,
  leastLoaded,
  leastOtherWork,
  affinity,
];
