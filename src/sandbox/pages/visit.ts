/** One visit to a page: where to, by whom, and on whose behalf. */
import { hasRole } from "../permissions.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Account, Repository } from "../state.ts";

export interface Visit {
  readonly sandbox: Sandbox;
  readonly url: URL;
  readonly headers: Headers;
  /** Everybody a visitor may act as. */
  readonly people: readonly Account[];
  /** Who the visitor acts as; null only where nobody exists. */
  readonly person: Account | null;
}

const PERSON_COOKIE = /(?:^|; )person=([\w-]{1,39})/;

/** Reads who is meant from the cookie; before anybody was chosen it is whoever may do most here. */
export function openVisit(sandbox: Sandbox, request: Request, repository: Repository | undefined): Visit {
  const people = [...sandbox.world.accounts.values()].filter((account) => account.type === "User");
  people.sort((a, b) => (a.login.toLowerCase() < b.login.toLowerCase() ? -1 : 1));
  const login = PERSON_COOKIE.exec(request.headers.get("cookie") ?? "")?.[1]?.toLowerCase();
  const chosen = people.find((account) => account.login.toLowerCase() === login);
  const able = repository && people.find((account) => hasRole(repository, account, "maintain"));
  const person = chosen ?? able ?? people[0] ?? null;
  return { sandbox, url: new URL(request.url), headers: request.headers, people, person };
}
