/** How somebody is called so that GitHub tells them; used only where being told is the point. */
import type { Worker } from "./model.ts";
import { quote } from "./quote.ts";

const LOGIN = /^[a-z\d](?:[a-z\d-]{0,38})(?:\[bot\])?$/i;

/** `@login`; the bare name of a worker without an account. */
export function mention({ login, worker }: { readonly login: string | null; readonly worker: string }): string {
  return login !== null && LOGIN.test(login) ? `@${login}` : quote(worker, 39);
}

/** A worker of the settings; one without an account is called by whoever speaks for it. */
export function callWorker({ name, login, speaksAs }: Worker): string {
  const account = login ?? speaksAs[0] ?? null;
  const called = mention({ login: account, worker: name });
  return login === null && account !== null ? `${called} for ${quote(name, 39)}` : called;
}
