/** What the inside needs to tell others outside of GitHub what happened. */

/** An address outside of GitHub that hears of events. */
export interface Receiver {
  readonly url: string;
  /** Name of the secret that signs; the secret itself is known to nobody but the adapter. */
  readonly secret: string;
}

/** A message to one receiver that has not been told yet. */
export interface Outgoing {
  readonly seq: number;
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly body: string;
  /** How often it was tried in vain. */
  readonly tries: number;
}

/** Sends one message; the status that came back. Throws when none came. It follows no redirect. */
export type Send = (message: Outgoing, at: number) => Promise<number>;
