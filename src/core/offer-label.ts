/** The label by which a person, or a workflow with a person's token, is asked to start an agent on an issue: `start:NAME`. */

const PREFIX = "start:";

export function offerLabel(worker: string): string {
  return `${PREFIX}${worker}`;
}

export function isOfferLabel(label: string): boolean {
  return label.toLowerCase().startsWith(PREFIX);
}

/** The name in the label, in lower case. */
export function offeredTo(label: string): string {
  return label.slice(PREFIX.length).toLowerCase();
}
