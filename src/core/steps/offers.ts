/** The label `start:NAME` on what is offered, and nowhere else; one that a person put there is theirs. */
import type { Action } from "../actions.ts";
import { msBetween } from "../local-time.ts";
import type { Issue } from "../model.ts";
import { isSameName, wearsLabel } from "../model.ts";
import { isOfferLabel, offerLabel } from "../offer-label.ts";
import { findOffers, type Offer } from "../offers.ts";
import type { World } from "../world.ts";

const COLOR = "1d76db";

function withdraw(issue: Issue, offers: readonly Offer[], botId: number): readonly Action[] {
  if (!issue.labels.some(isOfferLabel)) return [];
  const offered = offers.filter((offer) => offer.issue === issue.number).map(({ worker }) => offerLabel(worker.name));
  return issue.labels
    .filter((label) => isOfferLabel(label) && !offered.some((one) => isSameName(one, label)))
    .filter((label) => {
      const last = issue.timeline.findLast((entry) => entry.kind === "labeled" && isSameName(label, entry.label));
      return last === undefined || last.actor?.id === botId;
    })
    .map((label) => ({ kind: "remove-label", issue: issue.number, label, because: "the offer is over" }));
}

/** A workflow that takes the label off is about to start the agent: offered again meanwhile, it would be started twice. */
const STARTING_MS = 15 * 60_000;

function isBeingStarted(issue: Issue, label: string, { snapshot }: World): boolean {
  const last = issue.timeline.findLast((entry) => isSameName(label, entry.label));
  if (last?.kind !== "unlabeled" || last.actor?.id === snapshot.app.botId) return false;
  return msBetween(last.at, snapshot.now) < STARTING_MS;
}

/** Old offers go before new ones come: nobody is offered two things for a moment. */
export function planOffers(world: World): readonly Action[] {
  const offers = findOffers(world);
  const needed = new Map(offers.map(({ worker }) => [offerLabel(worker.name), worker]));
  const isUsed = (label: string) => world.snapshot.issues.some((issue) => wearsLabel(issue, label));
  const define = [...needed].filter(([label]) => !isUsed(label));
  const put = offers.filter(({ issue, worker }) => {
    const offered = world.issues.get(issue);
    const label = offerLabel(worker.name);
    if (offered === undefined || isBeingStarted(offered, label, world)) return false;
    return !wearsLabel(offered, label);
  });
  return [
    ...world.snapshot.issues.flatMap((issue) => withdraw(issue, offers, world.snapshot.app.botId)),
    ...define.map(([name, worker]): Action => {
      const description = `A person starts ${worker.name} on this, by assigning it`;
      return { kind: "create-label", name, color: COLOR, description, because: "first use" };
    }),
    ...put.map(({ issue, worker }): Action => {
      return { kind: "add-label", issue, label: offerLabel(worker.name), because: `offered to ${worker.name}` };
    }),
  ];
}
