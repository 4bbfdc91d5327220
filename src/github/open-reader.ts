/** GitHub as anybody with a personal token reads it: one repository, nothing written, no App needed. */
import { z } from "zod";
import type { AppIdentity, ForeignIssue, Issue, Ref, Role } from "../core/model.ts";
import type { Clock } from "../ports/clock.ts";
import type { ReadComment } from "../ports/github.ts";
import type { Store } from "../ports/store.ts";
import { openClient } from "./client.ts";
import { readAll } from "./observe-all.ts";
import { readFile, readForeign, readRole } from "./observe-repository.ts";
import { graphqlUrlOf } from "./open-github.ts";
import { defaultPace, openTurnstile } from "./pace.ts";
import { pagesOf } from "./pages.ts";
import { viewerQuery } from "./queries.ts";
import { at, type Session } from "./session.ts";
import type { Credentials } from "./tokens.ts";

export interface ReaderOptions {
  /** `https://api.github.com`, or `https://HOST/api/v3`. */
  readonly baseUrl: string;
  readonly token: string;
  readonly fetch?: typeof fetch;
  readonly clock: Clock;
  /** Where rests that GitHub asks for are kept; nowhere unless told. */
  readonly rests?: Pick<Store, "restUntil" | "rest">;
}

/** The body of an issue and who wrote it: enough to find the coordination issue among many. */
export interface IssueText {
  readonly number: number;
  readonly body: string;
  readonly isByBot: boolean;
}

/** Every call throws the four troubles of the port. */
export interface Reader {
  /** GitHub's number, its present name and whether it is private. */
  readonly repository: { readonly id: number; readonly name: string; readonly isPrivate: boolean };
  /** Whoever the token belongs to, in the place of the App's bot. */
  identity(): Promise<AppIdentity>;
  readEverything(): Promise<{ readonly issues: readonly Issue[]; readonly comments: readonly ReadComment[] }>;
  readFile(path: string): Promise<string | null>;
  readRole(login: string): Promise<Role>;
  readForeign(ref: Ref): Promise<ForeignIssue>;
  readText(number: number): Promise<IssueText>;
  /** Open issues, oldest first, a hundred at a time. */
  listTexts(): AsyncIterable<readonly IssueText[]>;
}

const repositoryAnswer = z.object({ id: z.number(), full_name: z.string(), private: z.boolean() });
const text = z
  .object({ number: z.number(), body: z.string().nullish(), user: z.object({ type: z.string() }).nullish() })
  .transform(({ number, body, user }): IssueText => ({ number, body: body ?? "", isByBot: user?.type === "Bot" }));

const viewerAnswer = z.object({ viewer: z.object({ login: z.string(), databaseId: z.number() }) });

/** One repository as whoever the token belongs to. Throws `Refused` 404 when there is none, or the token does not see it. */
export async function openTokenSession(options: ReaderOptions, fullName: string): Promise<Session> {
  const { baseUrl, clock, rests = { restUntil: async () => 0, rest: async () => undefined } } = options;
  const credentials: Credentials = { spares: 0, header: async () => `token ${options.token}`, drop: () => undefined };
  const tell = () => undefined;
  const turnstile = openTurnstile(0, { clock, rests, pace: defaultPace, tell });
  const graphqlUrl = graphqlUrlOf(baseUrl);
  const { deadlineMs } = defaultPace;
  const client = openClient(
    { baseUrl, graphqlUrl, fetch: options.fetch ?? fetch, clock, deadlineMs, tell },
    turnstile,
    credentials,
  );
  const [asked = "", called = ""] = fullName.split("/");
  const { data } = await client.octokit.request("GET /repos/{owner}/{repo}", { owner: asked, repo: called });
  const found = repositoryAnswer.parse(data);
  const [owner = "", name = ""] = found.full_name.split("/");
  const repository = { id: found.id, name: found.full_name, installationId: 0, isPrivate: found.private };
  const identity = async () => {
    const { viewer } = viewerAnswer.parse(await client.graphql(viewerQuery, {}));
    return { appId: 0, slug: "", botId: viewer.databaseId, botLogin: viewer.login };
  };
  return { repository, owner, name, client, elsewhere: client, across: client, files: new Map(), identity };
}

/** Throws as `openTokenSession` does. */
export async function openReader(options: ReaderOptions, fullName: string): Promise<Reader> {
  const session = await openTokenSession(options, fullName);
  const { repository, client } = session;
  return {
    repository,
    identity: session.identity,
    readEverything: () => readAll(session, null),
    readFile: (path) => readFile(session, path),
    readRole: (login) => readRole(session, login),
    readForeign: (ref) => readForeign(session, ref),
    async readText(number) {
      const route = "GET /repos/{owner}/{repo}/issues/{issue_number}";
      return text.parse((await client.octokit.request(route, { ...at(session), issue_number: number })).data);
    },
    async *listTexts() {
      const route = "GET /repos/{owner}/{repo}/issues";
      const asking = { ...at(session), state: "open", sort: "created", direction: "asc", per_page: 100 } as const;
      const pages = pagesOf((place) => client.octokit.request(route, { ...asking, ...place }));
      for await (const { data } of pages) yield z.array(text).parse(data);
    },
  };
}
