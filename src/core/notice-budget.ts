/**
 * A comment that nobody asked for costs somebody's attention: each person gets so many of them a day. What can wait then
 * waits on the dashboard, where it is shown, and comes on another day if it is still true.
 */
import type { Creation } from "./actions.ts";
import { instantOf, localDate, nextDate } from "./local-time.ts";
import type { Marker, Worker } from "./model.ts";
import type { World } from "./world.ts";

/** A comment of ours that nobody asked for. */
export type Notice = Extract<Creation, { kind: "write-comment" }>;

const ADDRESSED = "to";

/** The account of a worker who is a person; agents do not tire. */
function accountOf({ kind, login, speaksAs }: Worker): readonly string[] {
  const account = login ?? speaksAs[0];
  return kind === "agent" || account === undefined ? [] : [account];
}

/** The marker of a notice, with those it is addressed to: workers, or accounts by login. */
export function noticeMarker(key: string, to: readonly (Worker | string)[]): Marker {
  const accounts = to.flatMap((one) => (typeof one === "string" ? [one] : accountOf(one)));
  const people = [...new Set(accounts.map((login) => login.toLowerCase()))].filter((login) => !login.endsWith("[bot]"));
  return {
    kind: "notice",
    key,
    facts: [],
    settled: [],
    data: people.length === 0 ? {} : { [ADDRESSED]: people.join(" ") },
  };
}

function addressees({ data }: Marker): readonly string[] {
  const to = data[ADDRESSED];
  return typeof to === "string" ? to.split(" ") : [];
}

/** How many notices each person got on the local day `date`, by login in lower case. */
export function noticesOn(date: string, { snapshot }: World): ReadonlyMap<string, number> {
  const { timezone } = snapshot.settings;
  const [from, until] = [instantOf(date, 0, timezone), instantOf(nextDate(date), 0, timezone)];
  const counts = new Map<string, number>();
  for (const { marker, createdAt } of snapshot.comments) {
    if (marker?.kind !== "notice" || createdAt < from || createdAt >= until) continue;
    for (const login of addressees(marker)) counts.set(login, (counts.get(login) ?? 0) + 1);
  }
  return counts;
}

export interface Budgeted {
  readonly actions: readonly Notice[];
  readonly held: readonly HeldBack[];
  /** ISO: when what was held back may go; none when nothing was. */
  readonly recheckAt: readonly string[];
}

/** A notice for which somebody has had enough today. */
export interface HeldBack {
  readonly issue: number;
  readonly to: readonly string[];
  readonly because: string;
}

/**
 * What cannot wait always goes, and counts. Of the rest, in the given order, those for whom everybody has room: half of
 * the addressees would be told by the same comment. Later versions of one comment notify nobody and always go.
 */
export function keepWithinBudget(cannotWait: readonly Notice[], canWait: readonly Notice[], world: World): Budgeted {
  const { now, settings } = world.snapshot;
  const today = localDate(now, settings.timezone);
  const spent = new Map(noticesOn(today, world));
  const spend = ({ marker }: Notice) => {
    for (const login of addressees(marker)) spent.set(login, (spent.get(login) ?? 0) + 1);
  };
  for (const notice of cannotWait) if (notice.comment === null) spend(notice);
  const actions = [...cannotWait];
  const held: HeldBack[] = [];
  for (const notice of canWait) {
    const over = addressees(notice.marker).filter((login) => (spent.get(login) ?? 0) >= settings.notifications.perDay);
    if (notice.comment !== null || over.length === 0) {
      if (notice.comment === null) spend(notice);
      actions.push(notice);
    } else held.push({ issue: notice.issue, to: over, because: notice.because });
  }
  return { actions, held, recheckAt: held.length === 0 ? [] : [instantOf(nextDate(today), 0, settings.timezone)] };
}
