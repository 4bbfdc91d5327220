/** How somebody is called so that GitHub tells them; used only where being told is the point. */
import { quote } from "./quote.ts";

const LOGIN = /^[a-z\d](?:[a-z\d-]{0,38})(?:\[bot\])?$/i;

/** `@login`; the bare name of a worker without an account. */
export function mention({ login, worker }: { readonly login: string | null; readonly worker: string }): string {
  return login !== null && LOGIN.test(login) ? `@${login}` : quote(worker, 39);
}
